"""Does a comment stay short enough, and a line readable, whatever changes?"""

from typing import Any

import pytest

from vmgen.impact.effects import Effect
from vmgen.report.diff.entries import Entry, Line
from vmgen.report.diff.markdown import LONGEST_COMMENT, render_markdown
from vmgen.report.diff.text import render_text
from vmgen.report.diff.values import told


def _entry(number: int, lines: int = 3) -> Entry:
    fields = tuple(
        Line(f"field-{index}", "`a` → ``b``" * 5, Effect.RESTART, "catalog/web.yaml:1:1") for index in range(lines)
    )
    return Entry("clusters/home", (f"team/machine-{number}",), Effect.RESTART, fields, is_machine=True)


def test_a_comment_fits_and_says_how_much_it_leaves_out() -> None:
    told_of = tuple(_entry(number) for number in range(5_000))
    text = render_markdown(told_of)

    assert len(text) < LONGEST_COMMENT
    shown = text.count("**needs a restart**")
    assert 50 < shown < 5_000
    assert f"and {5_000 - shown} more: `vmgen diff` shows all" in text


def test_a_small_comment_leaves_nothing_out() -> None:
    assert "more:" not in render_markdown((_entry(1),))


@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_many_fields_are_counted(render: Any) -> None:
    assert "more" in render((_entry(1, lines=30),))
    assert "more" not in render((_entry(1, lines=3),))


def test_data_that_is_lost_is_said_first() -> None:
    lost = Entry(
        "clusters/home", ("web/web",), Effect.REMOVED, (Line("DataVolume root", "", Effect.LOST),), is_machine=True
    )
    assert render_text((lost,)).splitlines()[0] == "is removed: 1 machine; data is lost"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("2Gi", "4Gi", "2Gi → 4Gi"),
        (None, 2, "set to 2"),
        (True, None, "true, removed"),
        (None, {"a": 1}, "added"),
        ([1], None, "removed"),
        ([1], [2], "changed"),
        ("a\nb\n", "a\nc\n", "`b` → `c`"),
        ("a\nb\n", "a\nb\nc\n", "nothing → `c`"),
        ("a\nb\n", "c\nd\n", "2 lines change"),
        ("a\x1b[31mb", "c", "a [31mb → c"),
        ("x", "y" * 100, f"x → {'y' * 60}…"),
    ],
)
def test_a_value_is_told_in_a_line(old: Any, new: Any, text: str) -> None:
    assert told(old, new) == text
