"""Diagnostics for people: the line, what is wrong with it, and what to do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from vmgen.diagnostics import Diagnostic, Location, Severity, Shows
from vmgen.syntax.spans import Spans

_NAME_COLUMN = 80
_LONGEST_LINE = 160
_LONGEST_HELP = 320
_HIDDEN = "(not shown)"
_UNSEEN = (Shows.AT_START, Shows.IN_OPERATION, Shows.BY_LOSING_DATA)


def render_text(diagnostics: Iterable[Diagnostic], spans: Spans) -> str:
    """One paragraph for each diagnostic, and a last line that counts them; empty where there are none."""
    listed = list(diagnostics)
    paragraphs = ["\n".join(_paragraph(one, spans)) + "\n" for one in listed]
    return "\n".join([*paragraphs, summary(listed) + "\n"]) if listed else ""


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`."""
    counted = Counter(one.severity for one in diagnostics)
    parts = [_counted(counted[severity], severity.value) for severity in Severity if counted[severity]]
    return ", ".join(parts)


def place(at: Location, spans: Spans) -> str:
    """`catalog/web.yaml:14:12`; the file alone where it is not one of the catalog."""
    span = spans.span(at)
    return f"{at.file}:{span.line}:{span.column}" if span else at.file


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _paragraph(diagnostic: Diagnostic, spans: Spans) -> Iterator[str]:
    code, problem = diagnostic.code, diagnostic.problem
    head = f"{diagnostic.severity.value}[{code.id}]: {_shortened(problem.message, _LONGEST_HELP)}"
    yield f"{head:<{_NAME_COLUMN - 1}} {code.name}"
    yield f"  --> {visible(place(problem.at, spans))}"
    margin = "   "
    span = spans.span(problem.at)
    if span is not None:
        number = str(span.line)
        margin = " " * max(3, len(number) + 1)
        yield f"{margin}|"
        line = _HIDDEN if problem.is_secret else _shortened(spans.line_text(problem.at.file, span.line))
        yield f"{number:>{len(margin) - 1}} | {line}"
        if span.column <= _LONGEST_LINE and not problem.is_secret:
            before, marked = line[: span.column - 1], line[span.column - 1 : min(span.end - 1, _LONGEST_LINE)]
            yield f"{margin}| {' ' * _columns(before)}{'^' * max(1, _columns(marked))}"
    for label in problem.related:
        yield f"{margin}= {visible(label.text)}: {visible(place(label.at, spans))}"
    if problem.help:
        yield f"{margin}= help: {_shortened(problem.help, _LONGEST_HELP)}"
    if code.shows in _UNSEEN:
        yield f"{margin}= without vmgen: {code.shows.value}"
    yield f"{margin}= more: vmgen explain {code.id}"


def _shortened(text: str, length: int = _LONGEST_LINE) -> str:
    return visible(text if len(text) <= length else f"{text[:length]}…")


def visible(text: str) -> str:
    """Without control characters, which would move what is underlined, or the cursor of the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: some characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
