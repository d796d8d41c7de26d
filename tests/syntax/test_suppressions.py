"""Does a comment switch off the warnings it names, where it stands, and nothing else?"""

import pytest

from tests.syntax.reading import FILE
from vmgen.diagnostics import Code, Diagnostic, Location, Problem, Route, Severity, Shows, sign
from vmgen.syntax.spans import Spans
from vmgen.syntax.suppress import suppress
from vmgen.syntax.suppressions import suppressions

UNPINNED = Code("VM999", "unpinned-image", Severity.WARNING, Shows.IN_OPERATION, "")
SLOW = Code("VM998", "slow-disk", Severity.WARNING, Shows.IN_OPERATION, "")
EXPORTED = Code("VM997", "ignored-field", Severity.NOTE, Shows.AT_BUILD, "")
BROKEN = Code("VM996", "broken", Severity.ERROR, Shows.AT_APPLY, "")
NAMES = {code.name for code in (UNPINNED, SLOW, EXPORTED, BROKEN)}
MALFORMED = "an ignore without name or reason"


def found(code: Code, *route: str | int, document: int = 0, file: str = FILE) -> Diagnostic:
    return sign(code, Problem(Location(file, document, route), "found"))


def left(text: str, *diagnostics: Diagnostic) -> list[tuple[str, str]]:
    """What is told in the end: name and message."""
    sources = {FILE: text, "catalog/other.yaml": "a: 1\n"}
    kept = suppress(diagnostics, suppressions(sources), Spans(sources), names=NAMES)
    return [(one.code.name, one.problem.message) for one in kept]


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("a: 1\nb: 2  # vmgen: ignore[unpinned-image] lab only\n", ("b",)),
        ("a: 1\n# vmgen: ignore[unpinned-image] lab only\nb: 2\n", ("b",)),
        ("a: 1\n# vmgen: ignore[unpinned-image] lab only\n\n# more\n\nb: 2\n", ("b",)),
        ("a: 1\nb:\n  # vmgen: ignore[unpinned-image] lab only\n  - c: 1\n", ("b", 0, "c")),
        ("a: 1\nb:  # vmgen: ignore[unpinned-image] lab only\n- c\n", ("b",)),
        ("a: 1\nb: 2 #vmgen:ignore[unpinned-image]lab only\n", ("b",)),
        ("# vmgen: ignore[unpinned-image] lab only\na: 1\nb: [{c: 2}]\n", ("b", 0, "c")),
        ("---\n# Web.\n# vmgen: ignore[unpinned-image] lab only\na: 1\nb: 2\n", ("b",)),
        ("a: 1  # vmgen: ignore[unpinned-image] on the first line\nb: 2\n", ("b",)),
        ("a: 1\nb: 2  # vmgen: ignore[ unpinned-image , ] blanks and commas\n", ("b",)),
    ],
)
def test_a_comment_covers_its_line_or_the_next_one_or_the_document(text: str, route: Route) -> None:
    assert left(text, found(UNPINNED, *route)) == []


def test_a_comment_before_the_marker_covers_the_document_behind_it() -> None:
    text = "# vmgen: ignore[unpinned-image] lab only\n---\na: 1\nb: 2\n---\nc: 3\n"
    assert left(text, found(UNPINNED, "b", document=1)) == []
    assert left(text, found(UNPINNED, "c", document=2))[0] == ("unpinned-image", "found")


@pytest.mark.parametrize(
    ("text", "diagnostic"),
    [
        ("a: 1\nb: 2  # vmgen: ignore[unpinned-image] lab only\n", found(UNPINNED, "a")),
        ("a: 1\nb: 2\n# vmgen: ignore[unpinned-image] lab only\nc: 3\n", found(UNPINNED, "b")),
        ("a: 1\nb: 2  # vmgen: ignore[unpinned-image] lab only\n", found(SLOW, "b")),
        ("a: 1\nb: 2  # vmgen: ignore[unpinned-image] lab only\n", found(UNPINNED, "b", file="catalog/other.yaml")),
        ("# vmgen: ignore[unpinned-image] lab only\na: 1\n---\nb: 2\n", found(UNPINNED, "b", document=1)),
        ("a: 1\n---\n# vmgen: ignore[unpinned-image] lab only\nb: 2\n", found(UNPINNED, "a")),
    ],
)
def test_a_comment_covers_nothing_else(text: str, diagnostic: Diagnostic) -> None:
    unused = ("unused-ignore", "`unpinned-image` is not reported here, or cannot be ignored")
    assert left(text, diagnostic) == [(diagnostic.code.name, "found"), unused]


def test_notes_can_be_ignored() -> None:
    assert left("a: 1\nb: 2  # vmgen: ignore[ignored-field] exported\n", found(EXPORTED, "b")) == []


def test_errors_cannot_be_ignored() -> None:
    assert left("a: 1\nb: 2  # vmgen: ignore[broken] please\n", found(BROKEN, "b")) == [
        ("broken", "found"),
        ("unused-ignore", "`broken` is not reported here, or cannot be ignored"),
    ]


def test_a_comment_names_several_warnings() -> None:
    text = "a: 1\nb: 2  # vmgen: ignore[unpinned-image, slow-disk] lab only\n"
    assert left(text, found(UNPINNED, "b"), found(SLOW, "b")) == []
    assert left(text, found(UNPINNED, "b")) == [
        ("unused-ignore", "`slow-disk` is not reported here, or cannot be ignored")
    ]


def test_a_comment_covers_every_warning_of_its_name_on_its_line() -> None:
    text = "a: 1\nb: {c: 1, d: 2}  # vmgen: ignore[unpinned-image] lab only\n"
    assert left(text, found(UNPINNED, "b", "c"), found(UNPINNED, "b", "d")) == []


def test_two_comments_for_one_warning_are_both_used() -> None:
    text = "# vmgen: ignore[unpinned-image] all of it\na: 1\nb: 2  # vmgen: ignore[unpinned-image] this one\n"
    assert left(text, found(UNPINNED, "b")) == []


def test_a_name_that_nobody_has_is_told() -> None:
    assert left("a: 1\nb: 2  # vmgen: ignore[unpined-image] lab only\n", found(UNPINNED, "b")) == [
        ("unpinned-image", "found"),
        ("unused-ignore", "no diagnostic is called `unpined-image`"),
    ]


@pytest.mark.parametrize("comment", ["ignore[unpinned-image]", "ignore[unpinned-image]   "])
def test_a_comment_without_a_reason_holds_and_is_told(comment: str) -> None:
    text = f"a: 1\nb: 2  # vmgen: {comment}\n"
    assert left(text, found(UNPINNED, "b")) == [("ignore-without-reason", MALFORMED)]


@pytest.mark.parametrize(
    "comment", ["ignore", "ignore the image is for the lab only", "ignore[] lab only", "ignore[,] x"]
)
def test_a_comment_without_a_name_ignores_nothing_and_is_told(comment: str) -> None:
    assert left(f"a: 1\nb: 2  # vmgen: {comment}\n", found(UNPINNED, "b")) == [
        ("unpinned-image", "found"),
        ("ignore-without-reason", MALFORMED),
    ]


def test_faults_of_comments_are_told_at_the_comment() -> None:
    sources = {FILE: "a: 1\nb: 2  # vmgen: ignore[slow-disk]  \n"}
    kept = suppress((), suppressions(sources), Spans(sources), names=NAMES)
    spans = [Spans(sources).span(one.problem.at) for one in kept]
    assert [(span.line, span.column, span.end) for span in spans if span] == [(2, 7, 33)] * 2


@pytest.mark.parametrize(
    "text", ["a: 1  # ignore[unpinned-image] x\n", "a: 1  # vmgen ignore[slow-disk] x\n", "a: vmgen:ignore[x]\n", ""]
)
def test_other_comments_mean_nothing(text: str) -> None:
    assert suppressions({FILE: text}) == ()


@pytest.mark.parametrize(
    "text", ["a: x#vmgen: ignore[slow-disk] y\n", "a: 'b # vmgen: ignore[slow-disk] y'\n", 'a: "# vmgen: ignore"\n']
)
def test_values_are_no_comments(text: str) -> None:
    assert suppressions({FILE: text}) == ()
