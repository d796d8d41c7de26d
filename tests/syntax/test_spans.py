"""Do keys lead to the very text that was typed, or to the nearest place around it?"""

import pytest

from vmgen.diagnostics import Location, Route, Span
from vmgen.syntax.spans import Spans

FILE = "catalog/a.yaml"
TEXT = """\
# A comment, and a blank line.

kind: Machine
metadata: {name: web, labels: {"tier": 'front end', ä: 😀}}
spec:
  template:   small   # with blanks around it
  disks:
  - name: root
    size: 20Gi
  -
    name: data
  networks: [eth0, eth1]
  empty:
  none: {}
  folded: one
    two
  quoted: "one
    two"
  cloudInit:
    userData: |
      #cloud-config

      packages:
        - curl
    networkData: |2-

        ethernets: {}
    vendorData: >
      one
      two
  shared: &shared
    deep: [a]
  again: *shared
"""
SECOND = "a: 1\n---\n# the second\nb:\n  c: |\n    x\n    y\n---\n---\n"


def shown(location: Location, text: str = TEXT) -> tuple[int, str]:
    """The line, and what is underlined on it."""
    spans = Spans({FILE: text})
    span = spans.span(location)
    assert span is not None
    return span.line, spans.line_text(FILE, span.line)[span.column - 1 : span.end - 1]


@pytest.mark.parametrize(
    ("route", "line", "underlined"),
    [
        (("kind",), 3, "Machine"),
        (("metadata", "name"), 4, "web"),
        (("metadata", "labels", "tier"), 4, "'front end'"),
        (("metadata", "labels", "ä"), 4, "😀"),
        (("spec", "template"), 6, "small"),
        (("spec", "disks", 0, "size"), 9, "20Gi"),
        (("spec", "disks", 1, "name"), 11, "data"),
        (("spec", "networks", 1), 12, "eth1"),
        (("spec", "again", "deep", 0), 32, "a"),
    ],
)
def test_a_value_on_one_line_is_underlined(route: Route, line: int, underlined: str) -> None:
    assert shown(Location(FILE, route=route)) == (line, underlined)


@pytest.mark.parametrize(
    ("route", "line", "key"),
    [
        (("metadata",), 4, "metadata"),
        (("metadata", "labels"), 4, "labels"),
        (("spec",), 5, "spec"),
        (("spec", "disks"), 7, "disks"),
        (("spec", "networks"), 12, "networks"),
        (("spec", "empty"), 13, "empty"),
        (("spec", "none"), 14, "none"),
        (("spec", "folded"), 15, "folded"),
        (("spec", "quoted"), 17, "quoted"),
        (("spec", "cloudInit", "userData"), 20, "userData"),
        (("spec", "cloudInit", "vendorData"), 28, "vendorData"),
    ],
)
def test_the_key_is_underlined_where_its_value_is_no_word(route: Route, line: int, key: str) -> None:
    assert shown(Location(FILE, route=route)) == (line, key)


@pytest.mark.parametrize(
    ("route", "line", "key"),
    [(("metadata", "labels", "tier"), 4, '"tier"'), (("spec", "template"), 6, "template"), (("kind",), 3, "kind")],
)
def test_a_key_is_underlined_when_it_is_asked_for(route: Route, line: int, key: str) -> None:
    assert shown(Location(FILE, route=route).key()) == (line, key)


@pytest.mark.parametrize(
    ("route", "line", "underlined"),
    [
        ((), 3, "kind: Machine"),
        (("spec", "disks", 0), 8, "name: root"),
        (("spec", "disks", 1), 11, "name: data"),
    ],
)
def test_the_first_line_is_underlined_of_what_has_no_key(route: Route, line: int, underlined: str) -> None:
    assert shown(Location(FILE, route=route)) == (line, underlined)


@pytest.mark.parametrize(
    ("route", "line", "underlined"),
    [
        (("spec", "image"), 5, "spec"),
        (("spec", "disks", 0, "source", "http", "url"), 8, "name: root"),
        (("spec", "disks", 7), 7, "disks"),
        (("spec", "template", "name"), 6, "small"),
        (("spec", "networks", "eth0"), 12, "networks"),
        (("metadata", 0), 4, "metadata"),
        (("nowhere",), 3, "kind: Machine"),
    ],
)
def test_what_is_missing_is_shown_at_the_nearest_place_around_it(route: Route, line: int, underlined: str) -> None:
    location = Location(FILE, route=route)
    assert shown(location) == (line, underlined)
    assert not Spans({FILE: TEXT}).resolves(location)


@pytest.mark.parametrize(
    ("route", "text_line", "line", "underlined"),
    [
        (("spec", "cloudInit", "userData"), 0, 21, "#cloud-config"),
        (("spec", "cloudInit", "userData"), 2, 23, "packages:"),
        (("spec", "cloudInit", "userData"), 3, 24, "- curl"),
        (("spec", "cloudInit", "networkData"), 1, 27, "ethernets: {}"),
    ],
)
def test_lines_of_a_block_of_text_are_underlined(route: Route, text_line: int, line: int, underlined: str) -> None:
    assert shown(Location(FILE, route=route).line(text_line)) == (line, underlined)


@pytest.mark.parametrize("route", [("spec", "cloudInit", "vendorData"), ("spec", "quoted"), ("spec", "folded")])
def test_lines_of_folded_text_are_shown_at_its_key(route: Route) -> None:
    assert shown(Location(FILE, route=route).line(1)) == shown(Location(FILE, route=route))


@pytest.mark.parametrize(
    ("location", "line", "underlined"),
    [
        (Location(FILE, 1, ("b",)), 4, "b"),
        (Location(FILE, 1, ("b", "c")).line(1), 7, "y"),
        (Location(FILE, 1), 4, "b:"),
        (Location(FILE, 2, ("a",)), 9, "-"),
        (Location(FILE, 9, ("a",)), 1, "a"),
    ],
)
def test_documents_are_told_apart(location: Location, line: int, underlined: str) -> None:
    assert shown(location, SECOND) == (line, underlined)


def test_a_place_of_its_own_needs_no_route() -> None:
    own = Span(7, 3, 9)
    spans = Spans({FILE: TEXT})
    assert spans.span(Location(FILE, route=("spec",), span=own)) == own
    assert spans.resolves(Location(FILE, span=own))


def test_other_files_have_no_places() -> None:
    spans = Spans({FILE: TEXT})
    assert spans.span(Location("built-in template small", route=("disks", 0))) is None
    assert not spans.resolves(Location("built-in template small", route=("disks", 0)))
    assert spans.line_text("built-in template small", 1) == ""


@pytest.mark.parametrize("number", [-1, 0, 34, 10**9])
def test_lines_that_are_not_there_are_empty(number: int) -> None:
    assert Spans({FILE: TEXT}).line_text(FILE, number) == ""


def test_a_document_that_is_no_yaml_is_shown_at_its_first_line() -> None:
    assert shown(Location(FILE, 1, ("b",)), "a: 1\n---\nb: c: d\n") == (2, "-")


@pytest.mark.parametrize(
    ("text", "line"),
    [("# one\n# two\na: 1\n", 3), ("---\n# one\na: 1\n", 3), ("- 1\n", 1), ("# nothing\n", 1), ("a: [\n", 1)],
)
def test_a_document_starts_where_its_first_key_is(text: str, line: int) -> None:
    assert Spans({FILE: text}).first_line(Location(FILE)) == line
