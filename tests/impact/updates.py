"""What KubeVirt's own code did with single changes of machines (../shared/verdicts/updates.jsonl.gz).

Its README says what the columns mean, and how the paths of changes are written.
"""

import copy
import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.support import SHARED
from vmgen.facts.live_updates import has_declarative_hotplug
from vmgen.facts.releases import release_of
from vmgen.impact.effects import Conditions, Effect, effect_of
from vmgen.impact.machine import machine_changes

JsonObject = dict[str, Any]

UPDATES = SHARED / "verdicts" / "updates.jsonl.gz"
MEANINGS = {
    "failed": {Effect.FAILS},
    "live": {Effect.LIVE},
    "migrates": {Effect.MIGRATES},
    "none": {Effect.NOTHING, Effect.NEXT_START},
    "pending": {Effect.WAITS},
    "refused": {Effect.REFUSED},
    "restart-required": {Effect.RESTART},
    "starts": {Effect.STARTS},
    "stops": {Effect.STOPS},
}
_STEP = re.compile(r"(?P<key>[^.\[\]]+)|\['(?P<quoted>[^']*)'\]|\[(?P<item>[^\]]*)\]")
_DEFAULT = {"rollout": "LiveUpdate", "workloadUpdateMethods": [], "migratable": True}


@cache
def outcomes() -> tuple[tuple[JsonObject, tuple[Effect, ...]], ...]:
    """Each update, and the effects that vmgen foresees, one for each configuration."""
    return tuple((row, tuple(_effects(row))) for row in machine_updates())


def _effects(row: JsonObject) -> Iterator[Effect]:
    new = changed(row)
    for on in conditions(row):
        yield effect_of(machine_changes(row["old"], new, on))


@cache
def machine_updates() -> tuple[JsonObject, ...]:
    """Changes of a VirtualMachine that were run; those of what it names (an instance type) are another object's."""
    with gzip.open(UPDATES, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(
        row
        for row in rows
        if row["old"].get("kind") == "VirtualMachine"
        and row["evidence"] == "run"
        and row["effect_running"] in MEANINGS
        and not row["group"].endswith("-object")
    )


def conditions(row: JsonObject) -> Iterator[Conditions]:
    """All configurations that had this outcome."""
    version = release_of(row["kubevirt"])
    assert version is not None
    for one in row["configs"] or [_DEFAULT]:
        yield Conditions(
            version,
            is_live=one["rollout"] == "LiveUpdate",
            migrates_by_itself=bool(one["workloadUpdateMethods"]),
            is_migratable=one["migratable"],
            has_declarative_hotplug=has_declarative_hotplug(version, ()),
        )


def changed(row: JsonObject) -> JsonObject:
    """The new object."""
    new: JsonObject = copy.deepcopy(row["old"])
    for change in row["change"]:
        change_at(new, change["path"], change.get("to"))
    return new


def change_at(body: JsonObject, path: str, value: Any) -> None:
    """Sets the value at a path; removes it where there is none."""
    *before, last = _steps(path)
    place: Any = body
    for index, step in enumerate(before):
        following = before[index + 1] if index + 1 < len(before) else last
        place = _below(place, step, empty=[] if following[0] == "item" else {})
    _set(place, last, copy.deepcopy(value))


def _steps(path: str) -> list[tuple[str, str]]:
    return [
        ("item", one["item"]) if one["item"] is not None else ("key", one["key"] or one["quoted"])
        for one in _STEP.finditer(path)
    ]


def _below(place: Any, step: tuple[str, str], *, empty: Any) -> Any:
    kind, name = step
    return place.setdefault(name, empty) if kind == "key" else place[_index(place, name)]


def _set(place: Any, step: tuple[str, str], value: Any) -> None:
    kind, name = step
    if kind == "key":
        place.pop(name, None)
        if value is not None:
            place[name] = value
        return
    index = _index(place, name)
    place[index : index + 1] = [] if value is None else [value]


def _index(items: list[JsonObject], name: str) -> int:
    """Of the item with the name; behind the last one where there is none."""
    return next((index for index, one in enumerate(items) if str(one.get("name")) == name), len(items))
