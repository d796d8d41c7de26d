"""What there is to tell about a difference: one entry for each machine, and what is alike told once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from vmgen.difference import Difference
from vmgen.impact.effects import Conditions, Effect, FieldEffect
from vmgen.impact.objects import ObjectChange
from vmgen.impact.releases import ReleaseChange, Step
from vmgen.records import record
from vmgen.report.diff.values import told
from vmgen.report.text import place
from vmgen.syntax.spans import Spans

_DISKS = frozenset({"DataVolume", "PersistentVolumeClaim"})
_NUMBERS = re.compile(r"(\d+)")
_SECRET = frozenset({"Secret", "SealedSecret"})


@record
class Line:
    """A field, or an object beside the machine, and what becomes of it."""

    field: str
    values: str
    effect: Effect
    place: str = ""


@record
class Entry:
    """What becomes of `subjects`, which are alike; they belong to the cluster in `folder`."""

    folder: str
    subjects: tuple[str, ...]
    effect: Effect
    lines: tuple[Line, ...]
    note: str = ""
    is_machine: bool = False
    left_behind: tuple[str, ...] = ()
    """Machines that go, and whose disks stay."""


def entries(difference: Difference, spans: Spans) -> tuple[Entry, ...]:
    """The worst first. What has no effect at all is left out."""
    alone = [_entry(difference, list(group), spans) for _, group in groupby(_sorted(difference), key=_subject)]
    changed = [one for one in alone if one.effect is not Effect.NOTHING or one.lines]
    changed += [_release(one, difference.conditions[one.folder]) for one in difference.releases]
    return tuple(sorted(_together(changed), key=_order))


def _order(entry: Entry) -> tuple[Any, ...]:
    return entry.folder, -entry.effect.rank, not entry.is_machine, _natural(entry.subjects[0])


def _natural(name: str) -> list[tuple[int, str]]:
    """`web-2` before `web-10`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _NUMBERS.split(name)]


def _release(change: ReleaseChange, on: Conditions) -> Entry:
    """The platform changes at once. Machines run on in their old pods until they migrate, or start anew."""
    notes = [change.step.value] if change.step is not Step.UP else []
    if change.component == "KubeVirt":
        notes.append(
            "machines that can migrate do so, one batch after the other; the others follow when they start next"
            if on.migrates_by_itself
            else "machines run on as they are, and follow when they migrate or start next"
        )
    subject = f"{change.component} {change.old} → {change.new}"
    effect = Effect.FAILS if change.step is Step.DOWN else Effect.LIVE
    return Entry(change.folder, (subject,), effect, (), "; ".join(notes))


def _sorted(difference: Difference) -> list[ObjectChange]:
    return sorted(difference.changes, key=lambda one: (*_subject(one), one.identity.kind != "VirtualMachine"))


def _subject(change: ObjectChange) -> tuple[str, str, bool]:
    """The cluster, and the machine or the object."""
    identity = change.identity
    if change.machine:
        return identity.folder, f"{identity.namespace}/{change.machine}", True
    named = f"{identity.namespace}/{identity.name}" if identity.namespace else identity.name
    return identity.folder, f"{identity.kind} {named}", False


def _entry(difference: Difference, changes: list[ObjectChange], spans: Spans) -> Entry:
    folder, subject, is_machine = _subject(changes[0])
    first, *beside = changes
    lines = list(_field_lines(difference, first, spans))
    for change in beside if is_machine else ():
        lines += _beside(difference, first, change, spans)
    effects = [first.effect, *(line.effect for line in lines if line.effect is not Effect.CREATED)]
    worst = max(effects, key=lambda effect: effect.rank)
    left = (first.machine,) if any(_stays(one) for one in changes) and first.new is None else ()
    return Entry(folder, (subject,), worst, _deduplicated(lines), _note(first, worst), is_machine, left)


def _stays(change: ObjectChange) -> bool:
    return change.effect is Effect.KEPT and change.identity.kind in _DISKS


def _beside(difference: Difference, machine: ObjectChange, change: ObjectChange, spans: Spans) -> Iterator[Line]:
    """An object of a machine that comes or goes is told by its name, unless the machine comes with it."""
    if change.fields:
        yield from _field_lines(difference, change, spans)
    elif not (change.effect is Effect.CREATED and machine.old is None):
        name = change.identity.name.removeprefix(f"{change.machine}-")
        yield Line(
            f"{change.identity.kind} {name}", "", change.effect, _place(difference, change, ("metadata",), spans)
        )


def _note(change: ObjectChange, worst: Effect) -> str:
    if worst is Effect.REFUSED:
        return "Flux applies nothing else of its namespace until this is mended"
    if change.renamed_from:
        return f"takes the place of `{change.renamed_from}`: another machine to KubeVirt, with new disks"
    return ""


def _field_lines(difference: Difference, change: ObjectChange, spans: Spans) -> Iterator[Line]:
    is_secret = change.identity.kind in _SECRET
    for one in change.fields:
        field = difference.field(change, one.field.route)
        yield Line(
            field, _values(one, is_secret=is_secret), one.effect, _place(difference, change, one.field.route, spans)
        )


def _place(difference: Difference, change: ObjectChange, route: tuple[str, ...], spans: Spans) -> str:
    at = difference.where(change, route)
    return place(at, spans) if at else ""


def _values(one: FieldEffect, *, is_secret: bool) -> str:
    if is_secret:
        return "(not shown)"
    return told(one.field.old, one.field.new)


def _deduplicated(lines: Iterable[Line]) -> tuple[Line, ...]:
    """One field of the catalog may stand behind many of several objects: the worst of them is told."""
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        known = found.get((line.field, line.values))
        if line.effect is not Effect.NOTHING and (known is None or known.effect.rank < line.effect.rank):
            found[line.field, line.values] = line
    return tuple(sorted(found.values(), key=lambda line: -line.effect.rank))


def _together(changed: list[Entry]) -> Iterator[Entry]:
    """Entries that differ in nothing but their subjects are one."""
    alike: dict[tuple[Any, ...], list[Entry]] = {}
    for one in changed:
        lines = tuple((line.field, line.values, line.effect) for line in one.lines)
        alike.setdefault((one.folder, one.effect, lines, one.note, one.is_machine), []).append(one)
    for group in alike.values():
        first = group[0]
        subjects = sorted((subject for one in group for subject in one.subjects), key=_natural)
        left = tuple(sorted((name for one in group for name in one.left_behind), key=_natural))
        yield replace(first, subjects=tuple(subjects), left_behind=left)
