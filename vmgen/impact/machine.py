"""What KubeVirt does to a machine whose object changes."""

from collections.abc import Iterator
from typing import Any

from vmgen.facts import live_updates as facts
from vmgen.impact.devices import interface_effect, is_swapped, migrated_volume_effect, volume_effect
from vmgen.impact.effects import Conditions, Effect, FieldEffect
from vmgen.impact.fields import FieldChange, Steps, changed_fields
from vmgen.impact.growth import limit_effect, memory_effect, sockets_effect

JsonObject = dict[str, Any]

_TEMPLATE: Steps = ("spec", "template", "spec")
_GROWTH = {
    ("domain", "cpu", "maxSockets"): limit_effect,
    ("domain", "cpu", "sockets"): sockets_effect,
    ("domain", "memory", "guest"): memory_effect,
    ("domain", "memory", "maxGuest"): limit_effect,
}


def machine_changes(old: JsonObject, new: JsonObject, on: Conditions) -> tuple[FieldEffect, ...]:
    """Each field that differs between two versions of a VirtualMachine."""
    runs = _runs(old)
    return tuple(FieldEffect(one, _effect(one, old, new, on) if runs else _stopped(one)) for one in _changes(old, new))


def _changes(old: JsonObject, new: JsonObject) -> Iterator[FieldChange]:
    for one in changed_fields(old, new):
        if one.route[:1] != ("status",):
            yield one


def _runs(vm: JsonObject) -> bool:
    return vm["spec"].get("runStrategy") not in {"Halted", "Manual"} and vm["spec"].get("running") is not False


def _stopped(change: FieldChange) -> Effect:
    """A machine that is off takes everything at its next start."""
    if change.route == ("spec", "runStrategy") and change.new not in {"Manual", None}:
        return Effect.STARTS
    return Effect.NEXT_START if change.route[:2] == ("spec", "template") else Effect.NOTHING


def _effect(change: FieldChange, old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    route = change.route
    if route[:3] == _TEMPLATE:
        return _template_effect(route[3:], old, new, on)
    if route in {("spec", "runStrategy"), ("spec", "running")}:
        return Effect.STOPS if not _may_run(new) else Effect.NOTHING
    if route[:3] == ("spec", "template", "metadata"):
        live = route[3:4] == ("annotations",) and set() < _annotation_keys(change) <= facts.LIVE_ANNOTATIONS
        return Effect.LIVE if live else Effect.NEXT_START
    return Effect.RESTART if route[:2] in {("spec", "instancetype"), ("spec", "preference")} else Effect.NOTHING


def _may_run(vm: JsonObject) -> bool:
    return vm["spec"].get("runStrategy") != "Halted" and vm["spec"].get("running") is not False


def _annotation_keys(change: FieldChange) -> set[str]:
    if len(change.route) > 4:  # noqa: PLR2004 # spec, template, metadata, annotations, and the key
        return {change.route[4]}
    return set(change.old or {}) | set(change.new or {})


def _template_effect(route: Steps, old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    """The effect of a change below the template's `spec`; `old` and `new` are the whole VirtualMachines."""
    before, after = old["spec"]["template"]["spec"], new["spec"]["template"]["spec"]
    if route in _GROWTH:
        return _GROWTH[route](before, after, on)
    if route == ("architecture",):  # the machine type of the old one was filled in, and stays
        return Effect.REFUSED if "architecture" in after else Effect.NOTHING
    if route[0] in facts.LIVE_PLACEMENT:
        return Effect.LIVE if on.is_live else Effect.RESTART
    return _device_effect(route, old, new, on)


def _device_effect(route: Steps, old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    before, after = old["spec"]["template"]["spec"], new["spec"]["template"]["spec"]
    volume = _item(route, "volumes") or _item(route, "domain", "devices", "disks")
    if volume and new["spec"].get("updateVolumesStrategy") == "Migration" and is_swapped(volume, before, after):
        return migrated_volume_effect(volume, after, on)
    if volume:
        return volume_effect(volume, before, after, on)
    interface = _item(route, "networks") or _item(route, "domain", "devices", "interfaces")
    if interface and "instancetype" not in new["spec"]:
        return interface_effect(interface, before, after, on)
    return Effect.RESTART


def _item(route: Steps, *below: str) -> str:
    """The name of the item that a route leads to, or through, in the list `below`; empty elsewhere."""
    return route[len(below)] if route[: len(below)] == below and len(route) > len(below) else ""
