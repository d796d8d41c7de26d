"""Whether a running machine can get more sockets or more memory."""

from typing import Any

from vmgen.facts import live_updates as facts
from vmgen.impact.effects import Conditions, Effect
from vmgen.model.quantities import to_bytes

JsonObject = dict[str, Any]


def sockets_effect(old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    """`old` and `new` are the `spec` of the template."""
    before, after = _sockets(old), _sockets(new)
    most: int = _cpu(old).get("maxSockets") or before * facts.GROWS_TO
    if _cpu(new).get("maxSockets", after) < after:
        return Effect.REFUSED
    grows = old.get("architecture", "amd64") in facts.GROWING_SOCKETS and before < after <= most
    return migration(on) if grows and on.is_live else Effect.RESTART


def memory_effect(old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    """`old` and `new` are the `spec` of the template. Memory is added to a machine only if it can migrate."""
    before, after, most = _bytes(old, "guest"), _bytes(new, "guest"), _bytes(new, "maxGuest")
    if before == after:
        return Effect.NOTHING
    if most and on.is_live and (after > most or after % facts.MEMORY_STEP):
        return Effect.REFUSED
    grows = (
        on.is_live
        and on.is_migratable
        and not _is_pinned(old)
        and old.get("architecture", "amd64") in facts.GROWING_MEMORY
        and facts.LEAST_TO_GROW <= before < after <= (most or before * facts.GROWS_TO)
        and after % facts.MEMORY_STEP == 0
    )
    return migration(on) if grows else Effect.RESTART


def limit_effect(_old: JsonObject, new: JsonObject, on: Conditions) -> Effect:
    """A limit that a machine would start above is refused."""
    most_sockets, most_memory = _cpu(new).get("maxSockets"), _bytes(new, "maxGuest")
    if most_sockets and most_sockets < _sockets(new):
        return Effect.REFUSED
    return Effect.REFUSED if on.is_live and most_memory and most_memory < _bytes(new, "guest") else Effect.RESTART


def migration(on: Conditions) -> Effect:
    """What a change comes to that a migration completes: whoever lets KubeVirt migrate gets it at once."""
    return Effect.MIGRATES if on.migrates_by_itself and on.is_migratable else Effect.WAITS


def _sockets(spec: JsonObject) -> int:
    return _cpu(spec).get("sockets") or 0


def _cpu(spec: JsonObject) -> JsonObject:
    cpu: JsonObject = spec["domain"].get("cpu") or {}
    return cpu


def _is_pinned(spec: JsonObject) -> bool:
    """Memory beside processors of its own, or in huge pages, has no maximum to grow to."""
    return bool(_cpu(spec).get("dedicatedCpuPlacement") or (spec["domain"].get("memory") or {}).get("hugepages"))


def _bytes(spec: JsonObject, field: str) -> int:
    amount = (spec["domain"].get("memory") or {}).get(field)
    return to_bytes(str(amount)) if amount else 0
