"""Does vmgen say of a change what KubeVirt's own code did with it?"""

from collections import Counter

import pytest

from tests.impact.updates import MEANINGS, UPDATES, outcomes
from vmgen.impact.effects import Effect

pytestmark = pytest.mark.skipif(not UPDATES.exists(), reason="the updates are not beside the project")

LIVE = {"live", "migrates", "pending", "restart-required"}
AGREED = 0.97
HARMLESS = {Effect.NOTHING, Effect.NEXT_START, Effect.LIVE, Effect.MIGRATES, Effect.WAITS}


def test_live_and_restart_are_told_apart() -> None:
    found = Counter(
        effect in MEANINGS[row["effect_running"]]
        for row, effects in outcomes()
        if row["effect_running"] in LIVE
        for effect in effects
    )
    assert found.total() > 20_000
    assert found[True] / found.total() >= AGREED, found


def test_nothing_is_called_live_that_needs_a_restart() -> None:
    """A person who merges after reading "applies live" must find it so."""
    restarts = [(row, effects) for row, effects in outcomes() if row["effect_running"] == "restart-required"]
    assert [row["id"] for row, effects in restarts if not HARMLESS.isdisjoint(effects)] == []


def test_what_starts_and_stops_a_machine_is_known() -> None:
    switches = [(row, effects) for row, effects in outcomes() if row["effect_running"] in {"starts", "stops"}]
    assert len(switches) > 100
    assert [row["id"] for row, effects in switches if not MEANINGS[row["effect_running"]].issuperset(effects)] == []


def test_every_kind_of_outcome_is_mostly_foreseen() -> None:
    """Refusals are the affair of the checks, which know the new object; here it is what a change alone makes of it."""
    right, all_ = Counter[str](), Counter[str]()
    for row, effects in outcomes():
        right[row["effect_running"]] += MEANINGS[row["effect_running"]].issuperset(effects)
        all_[row["effect_running"]] += 1

    least = {"live": 0.99, "migrates": 0.96, "none": 0.85, "pending": 0.93, "restart-required": 0.99}
    assert {one: right[one] / all_[one] for one, share in least.items() if right[one] / all_[one] < share} == {}
