"""From keys to lines: a file is composed again, with marks, when somebody needs to see a place in it."""

from collections.abc import Mapping

from yaml.error import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vmgen.diagnostics import Location, Route, Span
from vmgen.records import record
from vmgen.syntax.composer import TooDeepError, chunks, compose


@record
class _Step:
    """A node that a route leads to, and the key that introduces it, if one does."""

    node: Node
    key: Node | None


class Spans:
    """Finds places in one set of sources; each file is composed once, and only when asked for."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._roots: dict[str, tuple[tuple[int, Node | None], ...]] = {}

    def beside(self, texts: Mapping[str, str]) -> "Spans":
        """Finds places in other texts, too: those of the output."""
        return Spans({**texts, **self._sources})

    def line_text(self, file: str, line: int) -> str:
        """The text of a line, counted from 1; empty where the file has none."""
        lines = self._sources.get(file, "").splitlines()
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def span(self, location: Location) -> Span | None:
        """Where a location is written, or the nearest place around it that is; None for an unknown file."""
        if location.span is not None or location.file not in self._sources:
            return location.span
        documents = self._documents(location.file)
        if location.document >= len(documents):
            return Span(1, 1, 2)
        first_line, root = documents[location.document]
        if root is None:
            return Span(first_line + 1, 1, 2)
        return self._show(location, _follow(root, location.route), first_line)

    def resolves(self, location: Location) -> bool:
        """Whether the whole route of a location is written: the nearest place is not good enough for a test."""
        if location.span is not None:
            return True
        documents = self._documents(location.file)
        if location.document >= len(documents):
            return False
        root = documents[location.document][1]
        return root is not None and _is_written(root, location.route)

    def first_line(self, location: Location) -> int:
        """The line on which a location's document starts with a key."""
        start = self.span(Location(location.file, location.document))
        return start.line if start else 1

    def _documents(self, file: str) -> tuple[tuple[int, Node | None], ...]:
        if file not in self._roots:
            self._roots[file] = tuple(
                (chunk.first_line, _root(chunk.text)) for chunk in chunks(file, self._sources.get(file, ""))
            )
        return self._roots[file]

    def _show(self, location: Location, step: _Step, first_line: int) -> Span:
        node, key = step.node, step.key
        if location.text_line is not None and isinstance(node, ScalarNode) and node.style == "|":
            line = first_line + node.start_mark.line + 2 + location.text_line
            text = self.line_text(location.file, line)
            return Span(line, len(text) - len(text.lstrip()) + 1, len(text.rstrip()) + 1)
        if key is not None and (location.key_only or not _is_one_line(node)):
            node = key
        return self._node_span(location.file, node, first_line)

    def _node_span(self, file: str, node: Node, first_line: int) -> Span:
        line = first_line + node.start_mark.line + 1
        column = node.start_mark.column + 1
        if isinstance(node, ScalarNode) and node.end_mark.line == node.start_mark.line:
            return Span(line, column, max(node.end_mark.column + 1, column + 1))
        return Span(line, column, max(len(self.line_text(file, line).rstrip()) + 1, column + 1))


def _root(text: str) -> Node | None:
    try:
        return compose(text)
    except (YAMLError, TooDeepError):
        return None


def _is_one_line(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.end_mark.line == node.start_mark.line and bool(node.value)


def _follow(root: Node, route: Route) -> _Step:
    step = _Step(root, None)
    for part in route:
        following = _child(step.node, part)
        if following is None:
            break
        step = following
    return step


def _is_written(root: Node, route: Route) -> bool:
    node = root
    for part in route:
        following = _child(node, part)
        if following is None:
            return False
        node = following.node
    return True


def _child(node: Node, part: str | int) -> _Step | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == part:
                return _Step(value, key)
    elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return _Step(node.value[part], None)
    return None
