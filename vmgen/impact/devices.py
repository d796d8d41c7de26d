"""What becomes of a disk or an interface of a running machine that is added, changed or removed."""

from typing import Any

from vmgen.facts import live_updates as facts
from vmgen.impact.effects import Conditions, Effect
from vmgen.impact.growth import migration

JsonObject = dict[str, Any]


def volume_effect(name: str, old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    """`old` and `new` are the `spec` of the template. A disk and its volume are one thing."""
    before, after = _named(old.get("volumes"), name), _named(new.get("volumes"), name)
    if not any(_is_hotpluggable(one) for one in (before, after) if one):
        return Effect.RESTART
    if before and after and not (_is_hotpluggable(before) and _is_hotpluggable(after)):
        return Effect.NEXT_START if _is_hotpluggable(after) and _claim(before) == _claim(after) else Effect.RESTART
    drive, disk = _disk(old, name), _disk(new, name)
    if drive and "cdrom" in drive and disk is None:
        return Effect.RESTART
    if not on.has_declarative_hotplug or before == after:
        return Effect.NEXT_START
    return Effect.LIVE if after is None or drive or _is_pluggable(disk) else Effect.FAILS


def is_swapped(name: str, old: JsonObject, new: JsonObject) -> bool:
    """Whether a volume that stays has another claim."""
    before, after = _named(old.get("volumes"), name), _named(new.get("volumes"), name)
    return before is not None and after is not None and _claim(before) != _claim(after)


def migrated_volume_effect(name: str, new: JsonObject, on: Conditions) -> Effect:
    """A volume gets another claim, and `updateVolumesStrategy: Migration` takes its content along."""
    disk = _disk(new, name) or {}
    if not on.is_live:
        return Effect.NEXT_START
    if disk.get("shareable") or "lun" in disk:
        return Effect.RESTART
    return Effect.MIGRATES if on.migrates_by_itself else Effect.WAITS


def interface_effect(name: str, old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    """`old` and `new` are the `spec` of the template. An interface and its network are one thing."""
    before, after = (_named(spec["domain"]["devices"].get("interfaces"), name) for spec in (old, new))
    network, moved = (_named(spec.get("networks"), name) or {} for spec in (old, new))
    if before is None and after is not None and old["domain"]["devices"].get("interfaces"):
        if after.get("state") == "absent":
            return Effect.NOTHING
        is_live = "multus" in moved and not facts.LIVE_BINDINGS.isdisjoint(after)
        return migration(on) if is_live else Effect.NEXT_START if "binding" in after else Effect.RESTART
    if before is None or after is None:
        return Effect.NOTHING if before and before.get("state") == "absent" else Effect.RESTART
    if network != moved:
        is_live = before == after and "multus" in network and "multus" in moved
        return migration(on) if is_live and facts.has_live_network_name(on.version) else Effect.RESTART
    return Effect.LIVE if _without_state(before) == _without_state(after) else Effect.RESTART


def _is_hotpluggable(volume: JsonObject) -> bool:
    return any(isinstance(one, dict) and one.get("hotpluggable", False) for one in volume.values())


def _is_pluggable(disk: JsonObject | None) -> bool:
    """A new disk must be on a bus that takes one; a drive without a medium is for the next start."""
    kind = (disk or {}).get("disk") or (disk or {}).get("lun") or {}
    return disk is not None and "cdrom" not in disk and kind.get("bus", "virtio") in facts.HOTPLUG_BUSES


def _claim(volume: JsonObject) -> str:
    source = volume.get("dataVolume") or volume.get("persistentVolumeClaim") or {}
    return str(source.get("name") or source.get("claimName"))


def _disk(spec: JsonObject, name: str) -> JsonObject | None:
    return _named(spec["domain"]["devices"].get("disks"), name)


def _named(items: list[JsonObject] | None, name: str) -> JsonObject | None:
    return next((one for one in items or () if one["name"] == name), None)


def _without_state(interface: JsonObject) -> JsonObject:
    return {key: value for key, value in interface.items() if key != "state"}
