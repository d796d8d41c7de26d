"""What a change can do to a machine, and what that depends on."""

from collections.abc import Iterable
from enum import Enum

from vmgen.facts.releases import Release
from vmgen.impact.fields import FieldChange
from vmgen.records import record


class Effect(Enum):
    """From harmless to harmful; the value is what a person reads."""

    NOTHING = "nothing happens"
    IGNORED = "has no effect on what is there"
    CREATED = "is created"
    NEXT_START = "counts from the next start on"
    LIVE = "applies live"
    MIGRATES = "applies live, by a migration"
    WAITS = "waits for a migration or a restart"
    STARTS = "starts"
    KEPT = "stays behind"
    STOPS = "stops"
    RESTART = "needs a restart"
    REMOVED = "is removed"
    REPLACED = "is replaced"
    FAILS = "is taken, and cannot be carried out"
    REFUSED = "is refused"
    LOST = "is lost with its data"

    @property
    def rank(self) -> int:
        return tuple(Effect).index(self)


@record
class Conditions:
    """What decides over a change beside the change: how KubeVirt is set up, and whether the machine can migrate."""

    version: Release
    is_live: bool = True
    """Rollout strategy `LiveUpdate`, the default since 1.6; with `Stage` changes wait for a restart."""
    migrates_by_itself: bool = False
    """Whether `LiveMigrate` is among the workload update methods, which are none by default."""
    is_migratable: bool = True
    has_declarative_hotplug: bool = False


@record
class FieldEffect:
    """A field that differs, and what that does."""

    field: FieldChange
    effect: Effect


def effect_of(fields: Iterable[FieldEffect]) -> Effect:
    """What all of it does together: while something needs a restart, nothing else applies live."""
    return max((one.effect for one in fields), key=lambda effect: effect.rank, default=Effect.NOTHING)


UNKNOWN = Conditions(Release(1, 6))
"""Where nobody knows what runs: the oldest release that is looked after, as it is installed."""
