"""What does vmgen cost, and does the cost grow with the fleet alone? `make bench` prints the answer as a table.

Every process is measured whole. vmgen, the floor (`floor.py`) and kustomize take turns, and so do the fleets, so that
whatever else the machine does falls on all of them. Every figure is the least of its rounds: what disturbs a
measurement only ever adds to it. The bounds are about CPU time, which hardly waits for others; still, a busy machine
doubles it, and only the ratios stay. Exits with 1 when a bound is broken.

Usage: run.py [--quick]
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests.bench.measure import Cost, FailedError, least
from tests.bench.rounds import BUILD, FLOOR, course, kustomize, one_round

MOST_GROWTH = 1.3
MOST_FLOORS, GOAL_FLOORS = 6.0, 2.5

_SMALL, _MEDIUM, _LARGE = 100, 1_000, 10_000
_MEMORY = Path("/dev/shm")  # noqa: S108 # a file system in memory; what is made there has a name of its own
_COLUMNS = "machines  what                wall s    CPU s  peak MB  machines/s  CPU/floor  wall/floor"

Round = Mapping[int, Mapping[str, Cost]]
"""The cost of each program, by the number of machines in the fleet."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The fleets, by their numbers of machines, and how often each is measured; kustomize never has the largest."""

    fleets: tuple[int, ...]
    rounds: int
    kustomize_rounds: int


FULL = Extent((_SMALL, _MEDIUM, _LARGE), rounds=7, kustomize_rounds=3)
QUICK = Extent((_SMALL, _MEDIUM), rounds=3, kustomize_rounds=1)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Measures vmgen against its floor.")
    parser.add_argument("--quick", action="store_true", help="only 100 and 1,000 machines, in less than half a minute")
    extent = QUICK if parser.parse_args(arguments).quick else FULL
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    print("\n".join(_heading(extent, memory)), flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="vmgen-bench-", dir=memory) as folder:
            rounds = _rounds(Path(folder), extent)
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(_line(rounds, machines, what) for machines, costs in rounds[0].items() for what in costs))
    print()
    return 0 if all([_grows_with_the_fleet(rounds), _is_near_the_floor(rounds)]) else 1


def _heading(extent: Extent, memory: Path | None) -> Iterator[str]:
    yield f"Python {sys.version.partition(' ')[0]}, {os.cpu_count()} CPUs; a warm-up, then {extent.rounds} rounds"
    yield f"files in memory: {memory}" if memory else f"files NOT in memory: {tempfile.gettempdir()}; a disk counts too"
    yield from ("", _COLUMNS)


def _rounds(folder: Path, extent: Extent) -> list[Round]:
    courses = {machines: course(folder / str(machines), machines) for machines in extent.fleets}
    rounds: list[Round] = []
    for number in range(extent.rounds):
        costs = {}
        for machines, on in courses.items():
            is_kustomized = machines < _LARGE and number < extent.kustomize_rounds
            costs[machines] = dict(chain(one_round(on), kustomize(on) if is_kustomized else ()))
        rounds.append(costs)
    return rounds


def _line(rounds: Sequence[Round], machines: int, what: str) -> str:
    cost = _least(rounds, machines, what)
    figures = f"{cost.wall:8.3f} {cost.cpu:8.3f} {cost.peak / 1e6:8.0f} {machines / cost.wall:11,.0f}"
    floor = _least(rounds, machines, FLOOR)
    return f"{machines:8,}  {what:17} {figures} {cost.cpu / floor.cpu:10.2f} {cost.wall / floor.wall:11.2f}"


def _least(rounds: Sequence[Round], machines: int, what: str) -> Cost:
    return least([one[machines][what] for one in rounds if what in one[machines]])


def _grows_with_the_fleet(rounds: Sequence[Round]) -> bool:
    """With its share of the start-up, a machine of 1,000 would look dear, and hide what grows."""
    title = f"time per machine (CPU, beyond what a fleet of {_SMALL} takes), {_LARGE:,} / {_MEDIUM:,}"
    if _LARGE not in rounds[0]:
        print(f"{title}: not measured")
        return True
    medium, large = (_seconds_per_machine(rounds, machines) for machines in (_MEDIUM, _LARGE))
    growth = large / medium
    microseconds = f"{large * 1e6:.0f} µs / {medium * 1e6:.0f} µs"
    print(f"{title}: {growth:.2f} ({microseconds}), at most {MOST_GROWTH}: {_verdict(growth, MOST_GROWTH)}")
    return growth <= MOST_GROWTH


def _seconds_per_machine(rounds: Sequence[Round], machines: int) -> float:
    beyond = _least(rounds, machines, BUILD).cpu - _least(rounds, _SMALL, BUILD).cpu
    return beyond / (machines - _SMALL)


def _is_near_the_floor(rounds: Sequence[Round]) -> bool:
    """Judged at the largest fleet: at 1,000 machines half of a build is Python and its libraries starting."""
    ratios = {
        machines: _least(rounds, machines, BUILD).cpu / _least(rounds, machines, FLOOR).cpu for machines in rounds[0]
    }
    told = ", ".join(f"{ratio:.2f} at {machines:,}" for machines, ratio in ratios.items())
    if _LARGE not in ratios:
        print(f"full build / floor (CPU): {told}; judged at {_LARGE:,} only")
        return True
    ratio = ratios[_LARGE]
    goal = "reached" if ratio <= GOAL_FLOORS else "not reached"
    verdict = f"at most {MOST_FLOORS:.0f} at {_LARGE:,}: {_verdict(ratio, MOST_FLOORS)}"
    print(f"full build / floor (CPU): {told}, {verdict} (goal {GOAL_FLOORS}: {goal})")
    return ratio <= MOST_FLOORS


def _verdict(figure: float, most: float) -> str:
    return "pass" if figure <= most else "FAIL"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
