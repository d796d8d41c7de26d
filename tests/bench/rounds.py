"""What is measured: every program once, in turn, on one fleet."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.fleets import EDITED, edited, write_fleet
from tests.bench.measure import Cost, environment, in_sequence, measure

FLOOR, BUILD, CHECK, CHANGE = "floor", "build", "build --check", "build, 1 changed"
_BENCH = Path(__file__).resolve().parent
_KUSTOMIZE = (("kubectl", "kustomize"), ("kustomize", "build"))


@dataclass(frozen=True, slots=True)
class Course:
    """One fleet, its tree, what the floor is prepared with, and the environment of all that is measured."""

    repository: Path
    prepared: Path
    output: Path
    environment: Mapping[str, str]


def course(folder: Path, machines: int) -> Course:
    """A fleet of so many machines below `folder`, built once: a warm-up of all that is measured."""
    plain = environment(folder / "bytecode")
    on = Course(folder / "repository", folder / "prepared.json", folder / "output", plain)
    write_fleet(on.repository, machines)
    measure(_vmgen(on, "build"), on.environment)
    subprocess.run((sys.executable, _BENCH / "prepare.py", on.repository, on.prepared), check=True)
    for _ in one_round(on):
        pass
    return on


def one_round(on: Course) -> Iterator[tuple[str, Cost]]:
    """The floor and vmgen, both into folders that are not there yet; then vmgen on what is there."""
    floor = (sys.executable, str(_BENCH / "floor.py"), *map(str, (on.repository, on.prepared, on.output)))
    shutil.rmtree(on.output, ignore_errors=True)
    yield FLOOR, measure(floor, on.environment)
    shutil.rmtree(on.repository / "clusters")
    yield BUILD, measure(_vmgen(on, "build"), on.environment)
    yield CHECK, measure(_vmgen(on, "build", "--check"), on.environment)
    changed = on.repository / EDITED
    text = changed.read_text(encoding="utf-8")
    changed.write_text(edited(text), encoding="utf-8")
    yield CHANGE, measure(_vmgen(on, "build"), on.environment)
    changed.write_text(text, encoding="utf-8")


def kustomize(on: Course) -> Iterator[tuple[str, Cost]]:
    """What kustomize needs for all folders of machines, one process for each; nothing where it is not installed."""
    for name, verb in _KUSTOMIZE:
        program = shutil.which(name)
        if program:
            folders = sorted((on.repository / "clusters").glob("*/machines/*/"))
            costs = [measure((program, verb, str(folder)), on.environment) for folder in folders]
            yield f"{name} {verb}", in_sequence(costs)
            return


def _vmgen(on: Course, *arguments: str) -> tuple[str, ...]:
    return sys.executable, "-m", "vmgen", "-C", str(on.repository), *arguments
