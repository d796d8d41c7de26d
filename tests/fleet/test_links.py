"""Do Kustomizations have names that Flux takes, and machines a place that other machines do not change?"""

from collections import Counter

import pytest

from vmgen.facts.limits import LABEL_VALUE_LENGTH
from vmgen.fleet.links import machines_folder, machines_link, shard_of

MACHINES = [f"worker-{number}" for number in range(1000)]


def test_a_namespace_that_is_split_keeps_its_link_and_its_folder() -> None:
    assert (machines_link("web"), machines_folder("web")) == ("machines-web", "machines/web")
    assert (machines_link("web", 2), machines_folder("web", 2)) == ("machines-web-shard-2", "machines/web/shard-2")


def test_long_names_of_shards_stay_apart_and_fit_into_a_label() -> None:
    names = {machines_link("n" * 63, shard) for shard in range(20)}
    assert len(names) == 20
    assert max(map(len, names)) <= LABEL_VALUE_LENGTH


@pytest.mark.parametrize(("machine", "shard"), [("worker-0", 0), ("worker-2", 2), ("worker-11", 1)])
def test_the_shard_of_a_machine_never_changes(machine: str, shard: int) -> None:
    assert shard_of(machine, "pool", 3) == shard


def test_all_machines_are_in_the_one_shard_that_there_is() -> None:
    assert {shard_of(machine, "pool", 1) for machine in MACHINES} == {0}


@pytest.mark.parametrize("shards", [2, 3, 4, 10])
def test_shards_are_about_as_full(shards: int) -> None:
    counted = Counter(shard_of(machine, "pool", shards) for machine in MACHINES)
    assert set(counted) == set(range(shards))
    assert max(counted.values()) <= 1.25 * len(MACHINES) / shards


@pytest.mark.parametrize("shards", [1, 2, 3, 9])
def test_one_shard_more_moves_machines_into_it_only(shards: int) -> None:
    moved = [
        machine for machine in MACHINES if shard_of(machine, "pool", shards) != shard_of(machine, "pool", shards + 1)
    ]
    assert {shard_of(machine, "pool", shards + 1) for machine in moved} == {shards}
    assert len(moved) <= 1.25 * len(MACHINES) / (shards + 1)
