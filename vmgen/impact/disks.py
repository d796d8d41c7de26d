"""What becomes of a disk outside the machine: its claim, or the DataVolume that fills it."""

from typing import Any

from vmgen.impact.effects import Effect
from vmgen.impact.fields import FieldChange, Steps
from vmgen.model.quantities import to_bytes
from vmgen.targets.labels import CREATE_ONCE

_SIZE: Steps = ("spec", "resources", "requests", "storage")


def claim_effect(change: FieldChange) -> Effect:
    """The spec of a claim never changes, but for a size that grows (pkg/apis/core/validation of Kubernetes)."""
    if change.route[:1] == ("metadata",):
        return Effect.LIVE
    if change.route == _SIZE and change.old and change.new:
        before, after = to_bytes(str(change.old)), to_bytes(str(change.new))
        return Effect.NOTHING if before == after else Effect.LIVE if before < after else Effect.REFUSED
    return Effect.REFUSED


def data_volume_effect(change: FieldChange, annotations: dict[str, Any]) -> Effect:
    """The spec of a DataVolume never changes (CDI, datavolume-validate.go): Flux is told to apply it once."""
    is_about_itself = change.route[:1] == ("metadata",)
    if CREATE_ONCE.items() <= annotations.items():
        return Effect.NOTHING if is_about_itself else Effect.IGNORED
    return Effect.LIVE if is_about_itself else Effect.REFUSED
