"""A difference for a person at a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from vmgen.impact.effects import Effect
from vmgen.report.diff.entries import Entry, Line

_SHOWN_SUBJECTS = 5
_SHOWN_LINES = 20


def render_text(told: tuple[Entry, ...]) -> str:
    """A line that sums up, and a paragraph for each cluster."""
    if not told:
        return "nothing changes in the cluster\n"
    clusters = groupby(told, key=lambda one: one.folder)
    return "\n".join([summary(told), *("\n".join(_cluster(folder, group)) for folder, group in clusters), ""])


def summary(told: Iterable[Entry]) -> str:
    """`needs a restart: 1 machine; applies live: 2 machines; no data is lost`."""
    entries = tuple(told)
    counted = Counter[Effect]()
    for one in entries:
        if one.is_machine:
            counted[one.effect] += len(one.subjects)
    parts = [f"{effect.value}: {_machines(counted[effect])}" for effect in reversed(Effect) if counted[effect]]
    lost = any(one.effect is Effect.LOST or any(line.effect is Effect.LOST for line in one.lines) for one in entries)
    return "; ".join([*(parts or ["no machine changes"]), "data is lost" if lost else "no data is lost"])


def subjects(entry: Entry) -> str:
    shown = ", ".join(entry.subjects[:_SHOWN_SUBJECTS])
    more = len(entry.subjects) - _SHOWN_SUBJECTS
    return f"{shown} and {more:,} more" if more > 0 else shown


def _machines(count: int) -> str:
    return f"{count:,} machine" if count == 1 else f"{count:,} machines"


def find_disks(told: Iterable[Entry]) -> str:
    """The command that lists the disks of machines that go; empty where none stay."""
    names = [name for entry in told for name in entry.left_behind]
    listed = ",".join(dict.fromkeys(names[:_SHOWN_LINES]))
    return f"kubectl get pvc,dv -A -l 'vitistack.io/machine in ({listed})'" if names else ""


def _cluster(folder: str, group: Iterable[Entry]) -> Iterator[str]:
    told = tuple(group)
    yield f"\n{folder}"
    for entry in told:
        yield f"  {subjects(entry)}: {entry.effect.value}"
        if entry.note:
            yield f"    {entry.note}"
        for line in entry.lines[:_SHOWN_LINES]:
            yield f"    {_line(line, entry)}"
        if len(entry.lines) > _SHOWN_LINES:
            yield f"    and {len(entry.lines) - _SHOWN_LINES} more"
    command = find_disks(told)
    if command:
        yield f"  disks that stay behind: {command}"


def _line(line: Line, entry: Entry) -> str:
    told = f"{line.field}: {line.values}" if line.values else line.field
    effect = f" ({line.effect.value})" if line.effect is not entry.effect else ""
    return f"{told}{effect}{f'  {line.place}' if line.place else ''}"
