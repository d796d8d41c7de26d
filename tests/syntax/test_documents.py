"""Are texts taken apart into plain documents, and is everything refused that YAML readers disagree about?"""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml.error import YAMLError
from yaml.nodes import CollectionNode, Node

from tests.syntax.reading import FILE, faults_of, told, values_of
from vmgen.diagnostics import Label, Location, Span
from vmgen.syntax.composer import MAX_DEPTH, TooDeepError, compose
from vmgen.syntax.documents import MAX_VALUES, parse

CYCLIC = "an alias that contains itself"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{below}'] * 10)}]\n" for below, key in ("ab", "bc", "cd", "de", "ef", "fg")
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", []),
        ("\n\n", []),
        ("# only\n# comments\n", []),
        ("---\n", []),
        ("---\n---\n# nothing\n---\n", []),
        ("null\n", []),
        ("a: 1\n", [{"a": 1}]),
        ("a: 1", [{"a": 1}]),
        ("--- {a: 1}\n", [{"a": 1}]),
        ("---\na: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("--- # first\na: 1\n---\t\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("a: 1\n...\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("a: 1\n...\n", [{"a": 1}]),
        ("a: 1\n---\n", [{"a": 1}]),
        ("\ufeffa: 1\n", [{"a": 1}]),
        ("a: 1\r\nb:\r\n- x\r\n---\r\nc: |\r\n  y\r\n", [{"a": 1, "b": ("x",)}, {"c": "y\n"}]),
        ("---a: 1\n", [{"---a": 1}]),
        ("a: |\n  ---\n  b\n", [{"a": "---\nb\n"}]),
        ("- 1\n- [a, {b: c}]\n", [(1, ("a", {"b": "c"}))]),
        ("just text\n", ["just text"]),
        ("a: &shared {b: [1]}\nc: *shared\n", [{"a": {"b": (1,)}, "c": {"b": (1,)}}]),
        ("'<<': 1\n", [{"<<": 1}]),
        ("a: <<\n", [{"a": "<<"}]),
    ],
)
def test_documents_are_plain_values(text: str, values: list[Any]) -> None:
    assert repr(values_of(text)) == repr(values)


def test_documents_are_numbered_with_the_empty_ones() -> None:
    documents, _ = parse({FILE: "a: 1\n---\n---\nb: 2\n"})
    assert [document.index for document in documents] == [0, 2]


def test_the_beginning_of_a_file_before_its_first_marker_is_no_document() -> None:
    documents, _ = parse({FILE: "\n\n---\na: 1\n"})
    assert [document.index for document in documents] == [0]


def test_files_come_in_order_of_their_paths() -> None:
    documents, _ = parse({"catalog/b.yaml": "b: 1", "catalog/a/z.yaml": "a: 1"})
    assert [document.file for document in documents] == ["catalog/a/z.yaml", "catalog/b.yaml"]


def test_a_broken_document_leaves_the_ones_around_it() -> None:
    documents, faults = parse({FILE: "a: 1\n---\nb: c: d\n---\ne: 2\n", "catalog/z.yaml": "z: 1\n"})
    assert [(one.file, one.index, one.value) for one in documents] == [
        (FILE, 0, {"a": 1}),
        (FILE, 2, {"e": 2}),
        ("catalog/z.yaml", 0, {"z": 1}),
    ]
    assert [one.code.name for one in faults] == ["invalid-yaml"]


def test_all_faults_of_a_document_are_told_at_once() -> None:
    text = "a: [[!x b, 010]]\nc: 0100\nc: 1\n<<: {d: 1}\n? [e]\n: f\n"
    assert [(name, line, column) for name, line, column, _ in told(text)] == [
        ("yaml-tag", 1, 6),
        ("unreadable-number", 1, 12),
        ("unreadable-number", 2, 4),
        ("duplicate-key", 3, 1),
        ("merge-key", 4, 1),
        ("complex-key", 5, 3),
    ]


def test_a_key_that_is_there_three_times_is_told_twice_beside_the_first() -> None:
    text = "a: 1\nb:\n  a: 2\na: 3\n'a': 4\n"
    assert told(text) == [
        ("duplicate-key", 4, 1, "the key `a` is there twice"),
        ("duplicate-key", 5, 1, "the key `a` is there twice"),
    ]
    labels = [label for one in faults_of(text) for label in one.problem.related]
    assert labels == [Label(Location(FILE, span=Span(1, 1, 2)), "first written here")] * 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: !!str 1\n", (1, 4, "the tag `!!str` has no meaning here")),
        ("a:\n- !secret b\n", (2, 3, "the tag `!secret` has no meaning here")),
        ("!thing\na: 1\n", (1, 1, "the tag `!thing` has no meaning here")),
        ("a: !<tag:example.org,2026:x> b\n", (1, 4, "the tag `tag:example.org,2026:x` has no meaning here")),
        ("a: !!binary |\n  eA==\n", (1, 4, "the tag `!!binary` has no meaning here")),
    ],
)
def test_tags_are_refused(text: str, place: tuple[int, int, str]) -> None:
    assert told(text) == [("yaml-tag", *place)]


@pytest.mark.parametrize("text", ["<<: {a: 1}\n", "a: &x {}\nb: {<<: [*x]}\n", "- <<: x\n"])
def test_the_merge_key_is_refused(text: str) -> None:
    assert [name for name, *_ in told(text)] == ["merge-key"]


@pytest.mark.parametrize("text", ["? [a]\n: b\n", "{a: b}: c\n", "a: {{ name }}\n", "[a, b]: c\n"])
def test_lists_and_mappings_are_no_keys(text: str) -> None:
    assert {name for name, *_ in told(text)} == {"complex-key"}


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "&a {b: *a}\n", "- &a\n  - &b [*a, *b]\n", "&a [[[[*a]]]]\n"])
def test_aliases_that_contain_themselves_are_refused(text: str) -> None:
    assert told(text) == [("alias-expansion", 1, 1, CYCLIC)]


def test_aliases_of_aliases_are_counted_and_not_expanded() -> None:
    assert len(BOMB) < 500
    assert told(BOMB) == [("alias-expansion", 1, 1, "aliases make 12,345,685 values of this document")]


def test_a_document_with_aliases_holds_20000_values() -> None:
    # 9,997 texts in a list, twice, with two keys and the mapping around them, are one less
    texts = ", ".join(["x"] * 9997)
    assert len(values_of(f"a: &a [{texts}]\nb: *a\n")[0]["b"]) == 9997
    assert told(f"a: &a [{texts}, x]\nb: *a\n") == [
        ("alias-expansion", 1, 1, "aliases make 20,001 values of this document")
    ]


def test_a_long_document_without_aliases_is_read() -> None:
    assert len(values_of(f"# every * counts\na: [{', '.join(['x'] * MAX_VALUES)}]\n")[0]["a"]) == MAX_VALUES


@pytest.mark.parametrize(
    ("text", "column"),
    [("[" * 50_000, 100), ("- " * 100_000, 199), ("{a: " * 20_000, 397), ("a: " + "[" * 50_000, 102)],
    ids=["brackets", "dashes", "braces", "below a key"],
)
def test_nesting_is_bounded(text: str, column: int) -> None:
    assert told(text) == [("nested-too-deeply", 1, column, "nested deeper than 100 levels")]


def test_nesting_of_100_levels_is_read() -> None:
    value = values_of("[" * 99 + "x" + "]" * 99)[0]
    for _ in range(99):
        (value,) = value
    assert value == "x"


def test_a_yaml_directive_is_read() -> None:
    assert values_of("%YAML 1.2\n---\na: 1\n") == [{"a": 1}]


INDICATORS = st.sampled_from(
    ["- ", "? ", "-  ", "a: ", "[", "{a: ", "\n", "\n ", "\n  ", "\r ", "\u2028 ", "&x ", "--- "]
)


@given(st.lists(st.tuples(INDICATORS, st.integers(1, 120)), max_size=6), st.integers(0, 40))
def test_what_is_read_without_counting_is_never_deep(pieces: list[tuple[str, int]], blanks: int) -> None:
    steps = "".join(indicator * times for indicator, times in pieces)
    ladder = "".join(f"{' ' * column}a:\n{' ' * column}- \n" for column in range(blanks))
    for text in (steps, ladder + " " * blanks + steps):
        with suppress(YAMLError, TooDeepError):
            assert depth(compose(text)) <= MAX_DEPTH


def depth(node: Node | None) -> int:
    levels, nodes = 0, [node]
    while nodes:
        levels += 1
        nodes = [
            child
            for parent in nodes
            if isinstance(parent, CollectionNode)
            for item in parent.value
            for child in (item if isinstance(item, tuple) else (item,))
        ]
    return levels
