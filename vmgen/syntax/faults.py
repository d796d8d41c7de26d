"""What libyaml says about a text that is not YAML, in words that say what to do about it."""

import re

from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from vmgen.diagnostics import Diagnostic, Label, Location, Problem, Span, sign
from vmgen.syntax.codes import INVALID_YAML, TAB_INDENTATION, TOO_DEEP
from vmgen.syntax.composer import MAX_DEPTH, Chunk, TooDeepError

_UNCLOSED = {
    "while scanning a quoted scalar": "quote",
    "while parsing a flow sequence": "`[`",
    "while parsing a flow mapping": "`{`",
}
_WORDS = (
    (
        "mapping values are not allowed",
        "a second `key: value` where one value ends",
        "indent the line like the keys it belongs to, or quote a value that contains `: `",
    ),
    (
        "did not find expected key",
        "the indentation of this line matches no line above it",
        "indent the line like the keys it belongs to",
    ),
    (
        "did not find expected '-' indicator",
        "a key where the next item of a list should be",
        "start the item with `- `, or indent the line like the keys it belongs to",
    ),
    (
        "block sequence entries are not allowed",
        "a list starts on the line of its key",
        "put the first `- ` on a line of its own",
    ),
    ("found undefined alias", "an alias `*name` without its anchor `&name`", "quote a text that starts with `*`"),
    ("found duplicate anchor", "the same anchor `&name` a second time", "give it a name of its own"),
    (
        "did not find expected <document start>",
        "a second document that nothing separates from the first",
        "put `---` on a line of its own between them",
    ),
    ("did not find expected node content", "a value is missing here", "write one, or close the bracket before it"),
    ("found unexpected ':'", "a key whose `:` has no blank behind it", "write `key: value`"),
    ("could not find expected ':'", "a key without its `:`", "write `key: value`, or indent a text that goes on"),
    ("but found another document", "a second document, where there can be one", "give it a file of its own"),
    ("incompatible YAML document", "a `%YAML` version that nobody reads", "remove the line"),
)
_CONFLICT = re.compile(r"^(?:<{7} .*|={7}$|>{7} .*)", re.MULTILINE)
"""What Git writes around the two sides of a conflict."""


def syntax_fault(error: YAMLError | TooDeepError, chunk: Chunk) -> Diagnostic:
    """What is wrong with the text of a document that libyaml refused with `error`."""
    if isinstance(error, TooDeepError):
        message = f"nested deeper than {MAX_DEPTH} levels"
        return sign(TOO_DEEP, Problem(chunk.place(error.problem_mark), message, "remove the nesting"))
    if isinstance(error, ReaderError):
        return _unreadable_character(error, chunk)
    conflict = _CONFLICT.search(chunk.text)
    if conflict is not None:
        return _conflict(conflict, chunk)
    return _marked_fault(error, chunk)


def _marked_fault(error: YAMLError, chunk: Chunk) -> Diagnostic:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        start = Location(chunk.file, span=Span(chunk.first_line + 1, 1, 2))
        return sign(INVALID_YAML, Problem(start, str(error)))
    if _is_tab(error, chunk):
        at = chunk.place(error.problem_mark)
        return sign(TAB_INDENTATION, Problem(at, "a line is indented with a tab", "indent with spaces"))
    unclosed = _unclosed(error, error.problem_mark, chunk)
    if unclosed is not None:
        at, what = unclosed
        return sign(INVALID_YAML, Problem(at, f"this {what} is never closed", "close it"))
    return sign(INVALID_YAML, _in_words(error, error.problem_mark, chunk))


def _in_words(error: MarkedYAMLError, mark: Mark, chunk: Chunk) -> Problem:
    problem = f"{error.context or ''} {error.problem or ''}"
    message, help_ = error.problem or "", ""
    if "cannot start any token" in problem:
        message, help_ = f"a value cannot start with `{_character(chunk, mark)}`", "put the value in quotes"
    for fragment, words, cure in _WORDS:
        if fragment in problem:
            message, help_ = words, cure
    if "did not find expected key" in problem and _line(chunk, mark)[: mark.column].strip():
        message, help_ = "text behind the quote that ends the value", "put all of the value into the quotes"
    related: tuple[Label, ...] = ()
    if error.context == "while parsing a block mapping" and error.context_mark is not None:
        related = (Label(chunk.place(error.context_mark), "the keys above start here"),)
    if "could not find expected ':'" in problem and error.context_mark is not None:
        mark = error.context_mark
    return Problem(chunk.place(mark), message, help_, related)


def _unclosed(error: MarkedYAMLError, mark: Mark, chunk: Chunk) -> tuple[Location, str] | None:
    """The quote or bracket that is still open where the text ends, and what it is."""
    if error.context in _UNCLOSED and error.context_mark is not None:
        return chunk.place(error.context_mark), _UNCLOSED[error.context]
    if error.context != "while parsing a flow node" or _character(chunk, mark):
        return None
    opened: list[tuple[Location, str]] = []
    for number, line in enumerate(chunk.text.splitlines()[: mark.line + 1]):
        for column, character in enumerate(line[: mark.column] if number == mark.line else line):
            if character in "[{":
                span = Span(chunk.first_line + number + 1, column + 1, column + 2)
                opened.append((Location(chunk.file, span=span), f"`{character}`"))
            elif character in "]}" and opened:
                opened.pop()
    return opened[-1] if opened else None


def _is_tab(error: MarkedYAMLError, chunk: Chunk) -> bool:
    problem, mark = error.problem or "", error.problem_mark
    if "tab character" in problem:
        return True
    return "cannot start any token" in problem and mark is not None and _character(chunk, mark) == "\t"


def _character(chunk: Chunk, mark: Mark) -> str:
    return _line(chunk, mark)[mark.column : mark.column + 1]


def _line(chunk: Chunk, mark: Mark) -> str:
    lines = chunk.text.splitlines()
    return lines[mark.line] if mark.line < len(lines) else ""


def _conflict(conflict: re.Match[str], chunk: Chunk) -> Diagnostic:
    line = chunk.first_line + chunk.text.count("\n", 0, conflict.start()) + 1
    at = Location(chunk.file, span=Span(line, 1, len(conflict[0]) + 1))
    help_ = "keep what is right of both sides, and remove the lines that Git put around them"
    return sign(INVALID_YAML, Problem(at, "a merge conflict that nobody resolved", help_))


def _unreadable_character(error: ReaderError, chunk: Chunk) -> Diagnostic:
    before = chunk.text.encode()[: int(error.position)].decode(errors="ignore")  # libyaml counts bytes
    line = chunk.first_line + before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    code_point = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
    at = Location(chunk.file, span=Span(line, column, column + 1))
    return sign(INVALID_YAML, Problem(at, f"the control character U+{code_point:04X} is not text", "remove it"))
