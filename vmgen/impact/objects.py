"""What becomes of one object of a tree."""

from collections.abc import Iterator

from vmgen.impact.disks import claim_effect, data_volume_effect
from vmgen.impact.effects import Conditions, Effect, FieldEffect, effect_of
from vmgen.impact.fields import FieldChange, changed_fields
from vmgen.impact.machine import machine_changes
from vmgen.impact.trees import Identity, Standing
from vmgen.records import record
from vmgen.targets.labels import KEEP

_WITH_DATA = frozenset({"DataVolume", "Namespace", "PersistentVolumeClaim"})
_READ_AT_START = frozenset({"NetworkAttachmentDefinition", "Secret"})


@record
class ObjectChange:
    """What becomes of an object; `old` is None for a new one, `new` for one that goes."""

    identity: Identity
    old: Standing | None
    new: Standing | None
    effect: Effect
    fields: tuple[FieldEffect, ...] = ()
    renamed_from: str = ""

    @property
    def machine(self) -> str:
        standing = self.new or self.old
        return standing.machine if standing else ""


def object_change(identity: Identity, old: Standing | None, new: Standing | None, on: Conditions) -> ObjectChange:
    if old is None or new is None:
        return ObjectChange(identity, old, new, _gone(identity, old) if old else Effect.CREATED)
    fields = tuple(_field_effects(identity, old, new, on))
    return ObjectChange(identity, old, new, effect_of(fields), fields)


def is_guarded(old: Standing) -> bool:
    """Whether Flux leaves the object alone when it is no longer in the tree."""
    return KEEP.items() <= old.annotations.items()


def _gone(identity: Identity, old: Standing) -> Effect:
    """What stands in the cluster decides: the guard that was applied, not one that is written now."""
    if is_guarded(old):
        return Effect.KEPT
    return Effect.LOST if identity.kind in _WITH_DATA else Effect.REMOVED


def _field_effects(identity: Identity, old: Standing, new: Standing, on: Conditions) -> Iterator[FieldEffect]:
    if identity.kind == "VirtualMachine":
        yield from machine_changes(old.body, new.body, on)
        return
    for field in changed_fields(old.body, new.body):
        yield FieldEffect(field, _effect(identity, field, new))


def _effect(identity: Identity, field: FieldChange, new: Standing) -> Effect:
    if identity.kind == "PersistentVolumeClaim":
        return claim_effect(field)
    if identity.kind == "DataVolume":
        return data_volume_effect(field, new.annotations)
    return Effect.NEXT_START if identity.kind in _READ_AT_START and field.route[0] != "metadata" else Effect.LIVE
