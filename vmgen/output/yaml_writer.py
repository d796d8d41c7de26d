"""How is an object written, so that every YAML reader understands it alike?"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import NoneType
from typing import Any

# Words, names, paths, addresses of images and of the web; and quantities and durations: 40Gi, 1h30m.
# Whatever else starts with a digit is quoted: there are too many notations of numbers, times and dates.
_PLAIN = re.compile(
    r"(?:[A-Za-z/]|\.{1,2}/)[\w./@+=,-]*(?:[: ][\w./@+=,-]+)*"
    r"|(?:[0-9]+(?:\.[0-9]+)?(?:[KMGTPE]i|ms|[kMGTPhms]))+",
    re.ASCII,
)
# What some version of YAML, or some reader, takes for a boolean, a null or a number.
_NOT_TEXT = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"))

# Controls, line breaks that only YAML 1.1 knows, unpaired surrogates, byte order marks, and what no reviewer sees: odd
# spaces, joiners, marks that turn the direction of text. A fixed list, since Unicode's own grows with every Python.
_UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\ud800-\udfff\ufeff\ufff0-\uffff\U000e0000-\U000e0fff"
)
UNPRINTABLE = re.compile(rf"[\t\n{_UNSEEN}]")
_ESCAPED = re.compile(rf'["\\\t\n{_UNSEEN}]')
_REFUSED = re.compile(r"[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN_IN_BLOCK = re.compile(f"[{_UNSEEN}]")

_LONGEST_KEY = 1000  # a reader looks 1,024 characters ahead for the colon
_LOWEST, _HIGHEST = -(2**63), 2**64 - 1  # beyond, Kubernetes' reader makes a float of it
_CACHED_TEXTS = 20_000

_Write = Callable[[str], None]


class UnwritableError(ValueError):
    """A value that readers would not agree on, and the keys and indices that lead to it."""

    def __init__(self, reason: str, route: tuple[object, ...] = ()) -> None:
        super().__init__(f"{'.'.join(map(str, route))}: {reason}" if route else reason)
        self.reason = reason
        self.route = route

    def below(self, step: object) -> "UnwritableError":
        return UnwritableError(self.reason, (step, *self.route))


def write_yaml(documents: Iterable[Mapping[str, Any]], *, header: str = "") -> str:
    """The documents in block style, keys in the order given. `header` is a comment line, without its line break.

    Raises UnwritableError for what has no YAML form that all readers share, null first of all.
    """
    body = "---\n".join([_document(document) for document in documents])
    return f"{header}\n{body}" if header else body


def scalar(text: str) -> str:
    """Text on one line: plain, or quoted where any reader could take it for something else."""
    text = str.__str__(text)  # a member of an enumeration would print its name
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    if '"' in text and "'" not in text and not UNPRINTABLE.search(text):
        return f"'{text}'"  # JSON, mostly: two styles of quotes are kinder than a hundred backslashes
    return f'"{_ESCAPED.sub(_escape, text)}"'


class _Shapes(dict[type, type]):
    """How values of a type are written; the type of null, of a date or of a set raises."""

    def __missing__(self, kind: type) -> type:
        for shape, kinds in ((str, str), (int, int), (float, float), (dict, Mapping), (list, (list, tuple))):
            if issubclass(kind, kinds):
                self[kind] = shape
                return shape
        if kind is NoneType:
            raise UnwritableError("null means something else to every reader: leave the key out")
        raise UnwritableError(f"YAML has no form for {kind.__name__}")


_SHAPES = _Shapes({bool: bool})


class _Forms(dict[Any, str]):
    """The written forms of what was written before: a look into a dict is faster than the call of any function.

    What has an empty form is not kept: it is long.
    """

    def __init__(self, form: Callable[[Any], str]) -> None:
        self._form = form

    def __missing__(self, value: Any) -> str:
        if len(self) >= _CACHED_TEXTS:
            self.clear()
        form = self._form(value)
        if form:
            self[value] = form
        return form


def _rest_of_line(text: str) -> str:
    """What ends a line behind a key or a dash; nothing for a text of several lines."""
    return "" if "\n" in text else f" {scalar(text)}\n"


def _key_form(key: object) -> str:
    """A key with its colon."""
    if not isinstance(key, str):
        raise UnwritableError(f"a key is text, and {key!r} is not")
    if key == "<<":
        raise UnwritableError("kustomize merges what is below this key, quoted or not")
    form = scalar(key)
    if len(form) > _LONGEST_KEY:
        raise UnwritableError(f"a key of {len(key):,} characters is too long for a reader")
    return f"{form}:"


_KEYS = _Forms(_key_form)
_LINES = _Forms(_rest_of_line)


def _document(document: Mapping[str, Any]) -> str:
    pieces: list[str] = []
    _write_mapping(document, "", "", pieces.append)
    return "".join(pieces) or "{}\n"


def _write_mapping(mapping: Mapping[str, Any], lead: str, indent: str, write: _Write) -> None:
    """`lead` stands before the first key: the indentation, or the dashes of the lists that begin on its line."""
    key = ""
    try:
        for key, value in mapping.items():
            kind = type(value)
            if kind is str and (line := _LINES[value]):  # most values: written without a call
                write(f"{lead}{_KEYS[key]}{line}")
            elif (shape := _SHAPES[kind]) is dict and value:
                write(f"{lead}{_KEYS[key]}\n")
                below = f"{indent}  "
                _write_mapping(value, below, below, write)
            elif shape is list and value:
                write(f"{lead}{_KEYS[key]}\n")
                _write_list(value, indent, indent, write)
            elif kind is int and 0 <= value <= _HIGHEST:
                write(f"{lead}{_KEYS[key]} {value}\n")
            else:
                write(f"{lead}{_KEYS[key]} {_on_the_line(value, shape, indent)}\n")
            lead = indent
    except UnwritableError as error:
        raise error.below(key) from None


def _write_list(items: Sequence[Any], lead: str, indent: str, write: _Write) -> None:
    index = 0
    try:
        for item in items:
            kind = type(item)
            if kind is str and (line := _LINES[item]):
                write(f"{lead}-{line}")
            elif (shape := _SHAPES[kind]) is dict and item:
                _write_mapping(item, f"{lead}- ", f"{indent}  ", write)
            elif shape is list and item:
                _write_list(item, f"{lead}- ", f"{indent}  ", write)
            else:
                write(f"{lead}- {_on_the_line(item, shape, indent)}\n")
            lead = indent
            index += 1
    except UnwritableError as error:
        raise error.below(index) from None


def _on_the_line(value: Any, shape: type, indent: str) -> str:
    """What follows a key or a dash on its line: a scalar, an empty collection, or a block of text and its lines."""
    if shape is str:
        return _text(value, f"{indent}  ")
    if shape is bool:
        return "true" if value else "false"
    if shape is int:
        return _integer(value)
    if shape is float:
        return _float(value)
    return "{}" if shape is dict else "[]"


def _text(text: str, indent: str) -> str:
    if "\n" not in text or not _fits_block(text):
        return scalar(text)
    style = "|" if text[-1] == "\n" else "|-"
    lines = [f"{indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n")]
    return "\n".join([style, *lines])


def _fits_block(text: str) -> bool:
    """A block cannot begin with a blank; and editors and hooks remove the blanks that end a line or a file."""
    if text[0] in " \t\n" or text.endswith((" ", "\t", "\n\n")) or " \n" in text or "\t\n" in text:
        return False
    return not _UNSEEN_IN_BLOCK.search(text)


def _integer(number: int) -> str:
    if not _LOWEST <= number <= _HIGHEST:
        raise UnwritableError("the integer does not fit into 64 bits")
    return int.__repr__(number)


def _float(number: float) -> str:
    """With a point and a signed exponent, without which YAML 1.1 reads text."""
    if not math.isfinite(number):
        raise UnwritableError(f"{number} is not a number that JSON has")
    mantissa, e, exponent = float.__repr__(number).partition("e")
    return f"{mantissa}{'' if '.' in mantissa else '.0'}{e}{exponent}"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if _REFUSED.match(character):
        raise UnwritableError(f"kustomize refuses U+{ord(character):04X}, however it is written")
    return r"\"" if character == '"' else character.encode("unicode_escape").decode()
