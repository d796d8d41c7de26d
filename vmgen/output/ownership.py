"""Which files are ours: the first line says it, and nothing else does."""

import re
from codecs import BOM_UTF8

from vmgen.output.yaml_writer import UNPRINTABLE

TEMPORARY_PREFIX = ".vmgen-tmp-"
"""How the name of every file begins that a build has not finished."""

_MARK = "# Written by vmgen"
_MARK_BYTES = _MARK.encode()
_CONFLICT = b"<<<<<<< "
_CONFLICT_AT_THE_TOP = re.compile(rb"<<<<<<< [^\n]{0,256}\n" + _MARK_BYTES)
MARK_LENGTH = len(_CONFLICT) + 256 + 1 + len(_MARK_BYTES)
"""The bytes of a file that `is_ours` looks at."""


def header(sources: str) -> str:
    """The first line of a file made from `sources`: a path, or several, relative to the repository."""
    return f"{_MARK} from {UNPRINTABLE.sub('?', sources)}. Do not edit."


def is_ours(content: str | bytes) -> bool:
    """Whether a file, or its beginning, carries our header.

    An editor may have put a byte order mark before it, and Git the first line of a conflict: a build resolves that.
    """
    start = content.encode(errors="replace") if isinstance(content, str) else content
    if start.startswith(_CONFLICT):
        return _CONFLICT_AT_THE_TOP.match(start) is not None
    return start.removeprefix(BOM_UTF8).startswith(_MARK_BYTES)
