"""Text to YAML nodes, with libyaml, and with a bound on nesting."""

import re
from collections.abc import Iterator
from itertools import pairwise

from yaml._yaml import CParser
from yaml.error import Mark
from yaml.nodes import Node

from vmgen.diagnostics import Location, Span
from vmgen.records import record

_DIRECTIVES = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*%(?:[%# \t\n][^\n]*\n|[^\n]*\n)*")
"""Lines such as `%YAML 1.2`, which belong to the document behind the `---` that follows."""

MAX_DEPTH = 100
"""libyaml composes recursively: some 20,000 levels overflow the stack of the process."""

_FEW_BRACKETS = 30
_INDENTED = re.compile(r"[\n\r\x85\u2028\u2029][ \t?:\ufeff-]{32}")

_DOCUMENT_START = re.compile(r"^---(?=\s|$)", re.MULTILINE)


class TooDeepError(ValueError):
    """Raised at the first collection nested deeper than MAX_DEPTH."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(f"nested deeper than {MAX_DEPTH} levels")
        self.problem_mark = mark


class _Composer(CParser):
    """libyaml's composer without PyYAML's YAML 1.1 scalars: a node's tag is empty unless the text wrote one.

    A function in C that answers everything with "" costs a third of a method here.
    """

    resolve = descend_resolver = ascend_resolver = "".format


class _BoundedComposer(CParser):
    """Counts the levels, for texts that might have many."""

    resolve = "".format

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        self._depth = 0

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH and parent is not None:
            raise TooDeepError(parent.start_mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


@record
class Chunk:
    """The text of one document of a file, which starts behind `first_line` lines."""

    file: str
    first_line: int
    text: str

    def place(self, start: Mark, end: Mark | None = None) -> Location:
        """The stretch of line between two marks; one character where `end` is missing or on another line."""
        column = start.column + 1
        last = end.column + 1 if end is not None and end.line == start.line else 0
        return Location(self.file, span=Span(self.first_line + start.line + 1, column, max(last, column + 1)))


def chunks(file: str, text: str) -> Iterator[Chunk]:
    """The documents of a file, one by one: one that is broken does not hide the next."""
    starts = [match.start() for match in _DOCUMENT_START.finditer(text)]
    if starts and _DIRECTIVES.fullmatch(text, 0, starts[0]):
        del starts[0]
    if not starts:
        yield Chunk(file, 0, text)
        return
    line = 0
    for start, end in pairwise([0, *starts, len(text)]):
        if start > 0 or text[:end].strip():
            yield Chunk(file, line, text[start:end])
        line += text.count("\n", start, end)


def compose(text: str) -> Node | None:
    """The root node of one document, or None for an empty one.

    Raises yaml.YAMLError, with a mark, for a text that is not YAML, and TooDeepError.
    """
    composer = _Composer(text) if _is_shallow(text) else _BoundedComposer(text)
    try:
        node: Node | None = composer.get_single_node()
    finally:
        composer.dispose()
    return node


def _is_shallow(text: str) -> bool:
    """Whether the text cannot nest deeper than MAX_DEPTH, by a look that costs little.

    Two block collections at most start in one column, behind nothing but blanks and indicators: two times 32 of them,
    and 30 in brackets.
    """
    return text.count("[") + text.count("{") <= _FEW_BRACKETS and not _INDENTED.search(f"\n{text}")
