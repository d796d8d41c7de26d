"""Is everything that a diagnostic says shown, in each format, whatever is in the catalog?"""

import json
import re
from collections.abc import Callable, Iterable

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.report.scenes import REFUSED, SCENES, SPANS, WIDE
from vmgen.diagnostics import Diagnostic, Label, Location, Problem, Severity, sign
from vmgen.report import FORMATS
from vmgen.report.github import render_github
from vmgen.report.jsonl import render_jsonl
from vmgen.report.text import render_text, summary
from vmgen.syntax.spans import Spans

each_scene = pytest.mark.parametrize("diagnostic", SCENES.values(), ids=SCENES)


@each_scene
def test_people_see_the_line_and_what_to_do(diagnostic: Diagnostic, snapshot: SnapshotAssertion) -> None:
    assert render_text([diagnostic], SPANS) == snapshot


@pytest.mark.parametrize("name", ["a second place", "a file that is not in the catalog", "a line of a block"])
def test_programs_get_every_part(name: str, snapshot: SnapshotAssertion) -> None:
    assert json.loads(render_jsonl([SCENES[name]], SPANS)) == snapshot


def test_github_gets_the_place_and_the_words(snapshot: SnapshotAssertion) -> None:
    assert render_github([one for one in SCENES.values() if one is not SCENES["control characters"]], SPANS) == snapshot


@pytest.mark.parametrize("render", [render_jsonl, render_github])
def test_a_diagnostic_is_one_line_for_programs(render: Callable[[Iterable[Diagnostic], Spans], str]) -> None:
    written = render(SCENES.values(), SPANS)
    assert written.endswith("\n")
    assert written.count("\n") == len(SCENES)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_report_holds_what_a_terminal_obeys_or_no_encoding_has(format_: str) -> None:
    odd = "a\x1b[31m\x9b\u2028\ud800\udcff"
    problem = Problem(Location(f"clusters/{odd}.yaml"), odd, odd, (Label(Location(odd), odd),))
    written = FORMATS[format_]([sign(REFUSED, problem)], SPANS)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\ud800-\udfff]", written)


@each_scene
def test_what_is_underlined_is_below_what_is_meant(diagnostic: Diagnostic) -> None:
    span = SPANS.span(diagnostic.problem.at)
    lines = render_text([diagnostic], SPANS).splitlines()
    underlines = [
        (lines[index - 1], line) for index, line in enumerate(lines) if line.strip("| ^") == "" and "^" in line
    ]
    for line, underline in underlines:
        assert span is not None
        start, end = underline.index("^"), underline.rindex("^") + 1
        text = SPANS.line_text(diagnostic.problem.at.file, span.line)[span.column - 1 : span.end - 1]
        shown = line[start:end].removesuffix("…")
        assert shown == "".join(one if one.isprintable() else " " for one in text)[: len(shown)]


def test_an_underline_counts_columns_and_not_characters() -> None:
    lines = render_text([WIDE], SPANS).splitlines()
    assert lines[3:5] == ['12 |   wide: {名前: "東京タワー", port: 0}', f"   | {' ' * 35}^"]


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_is_written_of_nothing(format_: str) -> None:
    assert FORMATS[format_]([], SPANS) == ""


def test_diagnostics_come_in_the_order_given_with_a_blank_line_between() -> None:
    first, second = SCENES["tabs"], SCENES["a note about a document"]
    written = render_text([first, second], SPANS)
    assert written == "\n".join(
        [
            render_text([first], SPANS).removesuffix("\n1 error\n"),
            render_text([second], SPANS).removesuffix("\n1 note\n"),
            "1 error, 1 note\n",
        ]
    )


@pytest.mark.parametrize(
    ("names", "counted"),
    [
        ([], ""),
        (["tabs"], "1 error"),
        (["tabs", "tabs", "a second place"], "3 errors"),
        (
            ["a note about a document", "tabs", "a message longer than the column of names"],
            "1 error, 1 warning, 1 note",
        ),
    ],
)
def test_a_summary_counts_the_worst_first(names: list[str], counted: str) -> None:
    assert summary(SCENES[name] for name in names) == counted


@pytest.mark.parametrize("render", [render_text, render_jsonl, render_github])
def test_no_report_moves_the_cursor(render: Callable[[Iterable[Diagnostic], Spans], str]) -> None:
    written = render(SCENES.values(), SPANS)
    assert [one for one in written if not one.isprintable() and one not in "\n\t"] == []


def test_paths_and_labels_are_shown_without_control_characters() -> None:
    at = Location("catalog/\x1b[31m.yaml")
    diagnostic = sign(REFUSED, Problem(at, "a fault", related=(Label(at, "on\ntwo lines"),)))
    assert [line for line in render_text([diagnostic], SPANS).splitlines() if not line.isprintable()] == []


def test_every_severity_has_its_word() -> None:
    heads = {one.severity: render_text([one], SPANS).split("[")[0] for one in SCENES.values()}
    assert heads == {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
