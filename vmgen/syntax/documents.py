"""Text to documents: plain values, without duplicate keys, tags, or anything that YAML readers disagree about."""

from collections.abc import Mapping
from typing import Any

from yaml.error import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vmgen.diagnostics import Code, Diagnostic, Diagnostics, Label, Location, Problem, Span, sign
from vmgen.records import record
from vmgen.syntax.attachments import is_document
from vmgen.syntax.codes import (
    ALIAS_EXPANSION,
    COMPLEX_KEY,
    DUPLICATE_KEY,
    INVALID_YAML,
    MERGE_KEY,
    TAG,
    UNREADABLE_NUMBER,
)
from vmgen.syntax.composer import Chunk, TooDeepError, chunks, compose
from vmgen.syntax.faults import syntax_fault
from vmgen.syntax.scalars import AmbiguousNumberError, HugeNumberError, plain_value

MAX_VALUES = 20_000
"""What a document may hold once its aliases are expanded."""


@record
class Document:
    """One YAML document. `value` is made of dict, tuple, str, int, float, bool and None; `index` counts in its file."""

    file: str
    index: int
    value: Any
    has_null: bool = False
    """Whether any key has no value: nothing in a catalog means anything by that."""

    @property
    def location(self) -> Location:
        return Location(self.file, self.index)


def parse(sources: Mapping[str, str]) -> tuple[tuple[Document, ...], Diagnostics]:
    """The documents of all files, in order of path; a document with a fault is left out, the others remain."""
    documents: list[Document] = []
    faults: list[Diagnostic] = []
    for file in sorted(sources):
        if is_document(file):
            _parse_file(file, sources[file], documents, faults)
    return tuple(documents), tuple(faults)


def parse_file(file: str, text: str) -> tuple[tuple[Document, ...], Diagnostics]:
    """The documents of one file, whatever it is."""
    documents: list[Document] = []
    faults: list[Diagnostic] = []
    _parse_file(file, text, documents, faults)
    return tuple(documents), tuple(faults)


def _parse_file(file: str, text: str, documents: list[Document], faults: list[Diagnostic]) -> None:
    for index, chunk in enumerate(chunks(file, text)):
        reader = _Reader(chunk)
        value = reader.read()
        if reader.faults:
            faults += reader.faults
        elif value is not None:
            documents.append(Document(file, index, value, reader.has_null))


def read_text(text: str) -> tuple[Any, Diagnostics]:
    """One document that belongs to no file: its value, None where it is no YAML at all, and its faults."""
    reader = _Reader(Chunk("", 0, text))
    return reader.read(), tuple(reader.faults)


def with_lists(value: Any) -> Any:
    """A value of a document as others know it, with lists instead of tuples."""
    if isinstance(value, dict):
        return {key: with_lists(item) for key, item in value.items()}
    return [with_lists(item) for item in value] if isinstance(value, tuple) else value


class _Reader:
    """Reads one document, and goes on after a fault to find the others."""

    def __init__(self, chunk: Chunk) -> None:
        self._chunk = chunk
        self.faults: list[Diagnostic] = []
        self.has_null = False

    def read(self) -> Any:
        try:
            node = compose(self._chunk.text)
        except UnicodeEncodeError:
            at = Location(self._chunk.file, span=Span(self._chunk.first_line + 1, 1, 2))
            self.faults.append(sign(INVALID_YAML, Problem(at, "half a character, which is no text", "remove it")))
            return None
        except (YAMLError, TooDeepError) as error:
            self.faults.append(syntax_fault(error, self._chunk))
            return None
        if node is None or ("*" in self._chunk.text and not self._is_bounded(node)):
            return None
        return self._value(node)

    def _value(self, node: Node) -> Any:
        if node.tag:
            self._refuse(TAG, node, f"the tag `{_short_tag(node.tag)}` has no meaning here", "remove it, or use quotes")
        if type(node) is ScalarNode:
            return self._scalar(node) if not node.style else node.value
        if type(node) is MappingNode:
            return self._mapping(node)
        return tuple([self._value(item) for item in node.value])

    def _scalar(self, node: ScalarNode) -> Any:
        try:
            value = plain_value(node.value)
        except AmbiguousNumberError:
            sign_ = "-" if node.value.startswith("-") else ""
            plain = sign_ + (node.value.lstrip("+-0") or "0")
            message = f"`{node.value}` is octal to one half of all YAML readers and decimal to the other"
            self._refuse(UNREADABLE_NUMBER, node, message, f"write {plain}, or quote a text")
        except HugeNumberError:
            message = f"a number of {len(node.value):,} digits"
            self._refuse(UNREADABLE_NUMBER, node, message, "quote a text, or write a number that somebody needs")
        else:
            self.has_null = self.has_null or value is None
            return value
        return None

    def _mapping(self, node: MappingNode) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            if type(key) is not ScalarNode:
                self._refuse(COMPLEX_KEY, key, "a list or a mapping as a key", "quote a text that starts with a brace")
            elif key.value in mapping:
                self._refuse_duplicate(node, key)
            elif key.value == "<<" and not key.style:
                help_ = "write the values out, or put them into a MachineTemplate"
                self._refuse(MERGE_KEY, key, "the merge key `<<` is not part of YAML 1.2", help_)
            else:
                mapping[key.value] = self._value(value)
        return mapping

    def _refuse_duplicate(self, node: MappingNode, key: ScalarNode) -> None:
        first = next(other for other, _ in node.value if other.value == key.value)
        related = (Label(self._place(first), "first written here"),)
        message = f"the key `{key.value}` is there twice"
        problem = Problem(self._place(key), message, "remove one of the two", related)
        self.faults.append(sign(DUPLICATE_KEY, problem))

    def _is_bounded(self, root: Node) -> bool:
        sizes: dict[int, int] = {}
        try:
            size = _expanded_size(root, sizes)
        except _CyclicAliasError:
            self._refuse(ALIAS_EXPANSION, root, "an alias that contains itself", "write the values out")
            return False
        if size == len(sizes):
            return True
        if size > MAX_VALUES:
            message = f"aliases make {size:,} values of this document"
            self._refuse(ALIAS_EXPANSION, root, message, f"write at most {MAX_VALUES:,}")
        return size <= MAX_VALUES

    def _refuse(self, code: Code, node: Node, message: str, help_: str) -> None:
        self.faults.append(sign(code, Problem(self._place(node), message, help_)))

    def _place(self, node: Node) -> Location:
        return self._chunk.place(node.start_mark, node.end_mark)


class _CyclicAliasError(ValueError):
    pass


_OPEN = -1


def _expanded_size(node: Node, sizes: dict[int, int]) -> int:
    """Counts a shared node each time it is used. Raises _CyclicAliasError for one that contains itself."""
    known = sizes.get(id(node))
    if known == _OPEN:
        raise _CyclicAliasError
    if known is not None:
        return known
    sizes[id(node)] = _OPEN
    children: list[Node] = []
    if isinstance(node, MappingNode):
        children = [part for pair in node.value for part in pair]
    elif isinstance(node, SequenceNode):
        children = node.value
    size = 1 + sum(_expanded_size(child, sizes) for child in children)
    sizes[id(node)] = size
    return size


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
