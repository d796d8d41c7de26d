"""A difference as a comment on a pull request: short enough for one, whatever the change."""

from collections.abc import Iterator
from itertools import groupby

from vmgen.impact.effects import Effect
from vmgen.report.diff.entries import Entry, Line
from vmgen.report.diff.text import find_disks, subjects, summary

LONGEST_COMMENT = 65_536
"""GitHub takes no longer one (docs.github.com, REST API for issue comments)."""

_ROOM = 200
_SHOWN_LINES = 10
_SIGNS = {
    Effect.LOST: "🔴",
    Effect.REFUSED: "🔴",
    Effect.FAILS: "🔴",
    Effect.REPLACED: "🟠",
    Effect.REMOVED: "🟠",
    Effect.RESTART: "🟡",
    Effect.STOPS: "🟡",
    Effect.WAITS: "🟡",
}


def render_markdown(told: tuple[Entry, ...]) -> str:
    """What does not fit is counted, the harmless first."""
    if not told:
        return "**Nothing changes in the cluster.**\n"
    parts = [f"**{_capital(summary(told))}**\n"]
    length = len(parts[0])
    left = len(told)
    for part, count in _parts(told):
        length += len(part)
        if length > LONGEST_COMMENT - _ROOM:
            parts.append(f"\nand {left} more: `vmgen diff` shows all\n")
            break
        parts.append(part)
        left -= count
    return "".join(parts)


def _parts(told: tuple[Entry, ...]) -> Iterator[tuple[str, int]]:
    """Texts, and how many entries each tells."""
    for folder, group in groupby(told, key=lambda one: one.folder):
        listed = tuple(group)
        yield f"\n### {_code(folder)}\n\n", 0
        for entry in listed:
            yield _entry(entry), 1
        command = find_disks(listed)
        if command:
            yield f"\nDisks that stay behind: {_code(command)}\n", 0


def _entry(entry: Entry) -> str:
    sign = _SIGNS.get(entry.effect, "🟢")
    note = f"<br>{entry.note}" if entry.note else ""
    head = f"{sign} {_code(subjects(entry))} **{entry.effect.value}**{note}"
    lines = [f"  - {_line(line, entry)}\n" for line in entry.lines[:_SHOWN_LINES]]
    if len(entry.lines) > _SHOWN_LINES:
        lines.append(f"  - and {len(entry.lines) - _SHOWN_LINES} more\n")
    return "".join([f"- {head}\n", *lines])


def _line(line: Line, entry: Entry) -> str:
    told = f"{_code(line.field)}: {_code(line.values)}" if line.values else _code(line.field)
    effect = f" ({line.effect.value})" if line.effect is not entry.effect else ""
    return f"{told}{effect}{f' {_code(line.place)}' if line.place else ''}"


def _code(text: str) -> str:
    """As code, in which Markdown means nothing, with a fence longer than any in the text."""
    text = text.replace("\n", " ")
    fence = "`" * (1 + max((len(run) for run in _ticks(text)), default=0))
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def _ticks(text: str) -> Iterator[str]:
    for is_tick, run in groupby(text, key=lambda character: character == "`"):
        if is_tick:
            yield "".join(run)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
