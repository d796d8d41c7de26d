"""Does a text that is not YAML come with the place and the cure, in words of this century?"""

import pytest

from tests.syntax.reading import faults_of, told
from vmgen.diagnostics import Location

SECOND_VALUE = "a second `key: value` where one value ends"
INDENTATION = "the indentation of this line matches no line above it"
SEPARATION = "a second document that nothing separates from the first"
MISSING = "a value is missing here"
TAB = "a line is indented with a tab"

INVALID_YAML = (
    ("a: b: c\n", 1, 5, SECOND_VALUE),
    ("a: b\n  c: d\n", 2, 4, SECOND_VALUE),
    ("a\nb: 1\n", 2, 2, SECOND_VALUE),
    ("a: 1\n b: 2\n", 2, 3, SECOND_VALUE),
    ("a:\n  b: 1\n c: 2\n", 3, 2, INDENTATION),
    ("a: |\n    x\n  y\n", 3, 3, INDENTATION),
    ("a:\n  - b\n  c: d\n", 3, 3, "a key where the next item of a list should be"),
    ("- a\nb: c\n", 2, 1, "a key where the next item of a list should be"),
    ("a: - b\n", 1, 4, "a list starts on the line of its key"),
    ("a: 'b\n\nc: d\n", 1, 4, "this quote is never closed"),
    ('a: 1\nb: "c\n', 2, 4, "this quote is never closed"),
    ("a: [1\nb: 2\n", 1, 4, "this `[` is never closed"),
    ("a: {b: c\n", 1, 4, "this `{` is never closed"),
    ("a: [1, , 2]\n", 1, 8, MISSING),
    ("a: ]\n", 1, 4, MISSING),
    ("a: *b\n", 1, 4, "an alias `*name` without its anchor `&name`"),
    ("a: 1\n...\nb: 2\n", 3, 1, SEPARATION),
    ("a: 1\n... b\n", 2, 5, SEPARATION),
    ("a: @b\n", 1, 4, "a value cannot start with `@`"),
    ("a: %b\n", 1, 4, "a value cannot start with `%`"),
    ("%YAML 3.0\n---\n", 1, 1, "a `%YAML` version that nobody reads"),
    ("a: \0\n", 1, 4, "the control character U+0000 is not text"),
    ("a: 1\n---\nb: c\nd: \x1b\n", 4, 4, "the control character U+001B is not text"),
    ("ä: 😀: b\n", 1, 5, SECOND_VALUE),
    ("---\na: 1\n---\n# here\nb: c: d\n", 5, 5, SECOND_VALUE),
    ("\ufeffa: b: c\n", 1, 5, SECOND_VALUE),
)
TABS = (("\ta: 1\n", 1, 1), ("a:\n\tb: 1\n", 2, 1), ("a:\n  b: 1\n\tc: 2\n", 3, 1), ("- \ta: 1\n", 1, 3))
IN_WORDS_OF_THE_LIBRARY = (
    ("a: &x 1\nb: &x 2\n", 2, 4, "the same anchor `&name` a second time"),
    ("a: 1\nb\n", 2, 1, "a key without its `:`"),
    ("a: 'b' c\n", 1, 8, "text behind the quote that ends the value"),
    ("a: [\n---\nb: 1\n", 1, 4, "this `[` is never closed"),
    ("a: {", 1, 4, "this `{` is never closed"),
    ("a: {b:}\n", 1, 6, "a key whose `:` has no blank behind it"),
    ("a: [1,\n", 1, 4, "this `[` is never closed"),
)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"), INVALID_YAML, ids=[ascii(row[0]) for row in INVALID_YAML]
)
def test_what_is_not_yaml_is_told_in_our_words(text: str, line: int, column: int, message: str) -> None:
    assert told(text) == [("invalid-yaml", line, column, message)]


@pytest.mark.parametrize(("text", "line", "column"), TABS, ids=[ascii(row[0]) for row in TABS])
def test_tabs_have_a_code_of_their_own(text: str, line: int, column: int) -> None:
    assert told(text) == [("tab-indentation", line, column, TAB)]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    IN_WORDS_OF_THE_LIBRARY,
    ids=[ascii(row[0]) for row in IN_WORDS_OF_THE_LIBRARY],
)
def test_common_mistakes_are_told_in_our_words(text: str, line: int, column: int, message: str) -> None:
    assert told(text)[0] == ("invalid-yaml", line, column, message)


@pytest.mark.parametrize("text", [row[0] for row in INVALID_YAML], ids=ascii)
def test_every_fault_says_what_to_do(text: str) -> None:
    assert [bool(one.problem.help) for one in faults_of(text)] == [True]


@pytest.mark.parametrize(
    "text",
    ["<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", "a: 1\n---\nb:\n<<<<<<< HEAD\n  c: 1\n=======\n>>>>>>> b\n"],
)
def test_a_conflict_is_told_where_it_begins(text: str) -> None:
    line = text[: text.index("<<<<")].count("\n") + 1
    assert told(text) == [("invalid-yaml", line, 1, "a merge conflict that nobody resolved")]


def test_the_keys_that_set_the_indentation_are_shown_too() -> None:
    (fault,) = faults_of("# a machine\na:\n  b: 1\n c: 2\n")
    ((at, text),) = [(label.at, label.text) for label in fault.problem.related]
    assert text == "the keys above start here"
    assert at == Location("catalog/a.yaml", span=at.span)
    assert at.span is not None
    assert (at.span.line, at.span.column) == (2, 1)


@pytest.mark.parametrize(
    ("number", "help_"),
    [
        ("0100", "write 100, or quote a text"),
        ("00", "write 0, or quote a text"),
        pytest.param("-007", "write -7, or quote a text"),
    ],
)
def test_a_number_with_leading_zeros_is_cured(number: str, help_: str) -> None:
    assert [one.problem.help for one in faults_of(f"a: {number}\n")] == [help_]


def test_a_control_character_is_found_behind_others_than_ascii() -> None:
    assert told("ä: ä\nb: ä\x1b\n") == [("invalid-yaml", 2, 5, "the control character U+001B is not text")]


def test_half_a_character_is_a_fault() -> None:
    assert told("a: \ud800\n") == [("invalid-yaml", 1, 1, "half a character, which is no text")]
