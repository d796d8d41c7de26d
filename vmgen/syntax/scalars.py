"""What a plain scalar means: the core schema of YAML 1.2, in which `no` and `12:30` are text."""

import re
from functools import lru_cache

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_MAYBE_NUMBER = frozenset("0123456789-+.")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")

MAX_DIGITS = 4000
"""Python refuses to read integers of more than 4,300 digits; no field of ours takes one of more than 20."""


class AmbiguousNumberError(ValueError):
    """`0100` is 64 to a YAML 1.1 reader and 100 to a YAML 1.2 reader."""


class HugeNumberError(ValueError):
    """A number of more digits than MAX_DIGITS."""


@lru_cache(maxsize=8192)
def plain_value(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar. Raises AmbiguousNumberError and HugeNumberError."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _MAYBE_NUMBER:
        return text
    return _number(text)


def _number(text: str) -> str | int | float:
    if _INTEGER.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise HugeNumberError(text)
        if _LEADING_ZERO.fullmatch(text):
            raise AmbiguousNumberError(text)
        return int(text)
    if len(text) <= MAX_DIGITS:
        if _BASED.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
