"""Machines that a build would move from one Kustomization to another, where Flux may delete them on the way."""

import re
from collections.abc import Iterator
from pathlib import Path

from vmgen.diagnostics import Diagnostics, Location, Problem, sign
from vmgen.fleet.links import machines_link
from vmgen.output.codes import MACHINE_MOVED
from vmgen.output.plan import Plan
from vmgen.records import record

_MACHINE = re.compile(
    r"(?P<tree>.*)/machines/(?P<namespace>[^/]+)/(?:shard-(?P<shard>[0-9]+)/)?machine-(?P<name>[^/]+)\.yaml"
)
_PAUSED = re.compile(r"^  prune: false$", re.MULTILINE)
_SHOWN = 5


@record
class Move:
    """A machine that goes from one file to another."""

    name: str
    namespace: str
    old: str
    link: str
    """The file of the Kustomization that loses it."""


def moves(plan: Plan) -> tuple[Move, ...]:
    created = {_machine(match): path for path in plan.create if (match := _MACHINE.fullmatch(path))}
    lost = (match for path in plan.delete if (match := _MACHINE.fullmatch(path)))
    return tuple(_move(match) for match in lost if _machine(match) in created)


def moved_machines(found: tuple[Move, ...], root: Path) -> Diagnostics:
    """A fault for each Kustomization that loses machines and, as it stands on the disk, deletes what goes from it."""
    return tuple(sign(MACHINE_MOVED, problem) for problem in _problems(found, root))


def _problems(found: tuple[Move, ...], root: Path) -> Iterator[Problem]:
    for link in sorted({move.link for move in found}):
        if _is_paused(root / link):
            continue
        lost = [move for move in found if move.link == link]
        names = ", ".join(f"`{move.name}`" for move in lost[:_SHOWN])
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        name = Path(link).stem
        message = f"`{name}` would lose {names}{more} to another Kustomization, and may delete what it loses"
        help_ = f"first commit `flux: {{links: {{{name}: {{prune: false}}}}}}`, and let Flux apply it"
        yield Problem(Location(lost[0].old), message, help_)


def _is_paused(link: Path) -> bool:
    try:
        return _PAUSED.search(link.read_text(encoding="utf-8")) is not None
    except (OSError, UnicodeDecodeError):
        return False


def _machine(match: re.Match[str]) -> tuple[str, ...]:
    return match["tree"], match["namespace"], match["name"]


def _move(match: re.Match[str]) -> Move:
    link = machines_link(match["namespace"], int(match["shard"] or 0))
    return Move(match["name"], match["namespace"], match[0], f"{match['tree']}/flux/{link}.yaml")
