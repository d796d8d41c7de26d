"""Which vmgen may write the tree of a cluster: decided first, since another one may not understand the rest."""

import re
from collections.abc import Iterable
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from vmgen import __version__
from vmgen.diagnostics import Diagnostics, Problem, sign
from vmgen.model.codes import OTHER_VMGEN_WANTED
from vmgen.model.resource import Resource

_COMPARISONS = {">=": ge, "<=": le, "==": eq, "!=": ne, ">": gt, "<": lt}
_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*([0-9]+(?:\.[0-9]+){0,2})\s*")


def refused(resources: Iterable[Resource], version: str = __version__) -> Diagnostics:
    """An error for each Cluster that another vmgen than `version` must write. The model tells what is no pin at all."""
    found = []
    for one in resources:
        pin: Any = one.spec.get("vmgen") if one.kind.name == "Cluster" else None
        if isinstance(pin, str) and not allows(pin, version):
            message = f"`{one.metadata.name}` wants vmgen `{pin}`, and this is {version}"
            problem = Problem(one.location / "spec" / "vmgen", message, "install one that fits, or change the pin")
            found.append(sign(OTHER_VMGEN_WANTED, problem))
    return tuple(found)


def allows(pin: str, version: str) -> bool:
    """Whether all clauses of `pin` (`>=0.1,<1`) hold; where it is no pin, nothing is refused for it."""
    clauses = [_CLAUSE.fullmatch(clause) for clause in pin.split(",")]
    own = _numbers(version)
    return all(clause is None or _COMPARISONS[clause[1]](own, _numbers(clause[2])) for clause in clauses)


def _numbers(version: str) -> tuple[int, ...]:
    """Three numbers, with zeros for those that are not written. What follows them, as in `1.0.dev1`, is left out."""
    numbers = [int(one) for one in re.findall(r"[0-9]+", version.partition("+")[0])[:3]]
    return (*numbers, *(0 for _ in range(3 - len(numbers))))
