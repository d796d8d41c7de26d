"""How much a build would take away: the guard against mass deletion."""

import re
from collections.abc import Iterable, Sequence

from vmgen.diagnostics import Code, Diagnostics, Location, Problem, Severity, Shows, sign
from vmgen.impact.trees import LINK_FILE

MOST_MACHINES = 10

MASS_DELETION = Code(
    "VM904",
    "mass-deletion",
    Severity.ERROR,
    Shows.BY_LOSING_DATA,
    """The build would remove more than ten machines, all machines of a namespace, or a cluster.

    Mostly somebody moved the catalog, or changed the label by which machines find their cluster. If it is meant, say
    `vmgen build --allow delete`.
    """,
)
IMPACT_CODES = (MASS_DELETION,)

_MACHINE = re.compile(r".*/machines/[^/]+/(?:shard-[0-9]+/)?machine-([^/]+)\.yaml")
_NAMESPACE = re.compile(r"(.*/machines/([^/]+))/kustomization\.yaml")
_HELP = "look for what moved or renamed them; if it is meant, say `--allow delete`"
_SHOWN = 5


def mass_deletion(deleted: Sequence[str]) -> Diagnostics:
    """A fault for each namespace and each cluster that goes, and one for more than MOST_MACHINES machines."""
    machines = {path: match[1] for path in deleted if (match := _MACHINE.fullmatch(path))}
    problems = [_namespace(path, machines) for path in deleted if _NAMESPACE.fullmatch(path)]
    roots = {f"{match[1]}/kustomization.yaml" for path in deleted if (match := LINK_FILE.fullmatch(path))}
    problems += [_cluster(root) for root in sorted(roots.intersection(deleted))]
    if len(machines) > MOST_MACHINES:
        message = f"the build would remove {len(machines)} machines: {_listed(machines.values())}"
        problems.insert(0, Problem(Location(min(machines)), message, _HELP))
    return tuple(sign(MASS_DELETION, problem) for problem in problems)


def _namespace(path: str, machines: dict[str, str]) -> Problem:
    folder, _, _ = path.rpartition("/")
    lost = [name for machine, name in machines.items() if machine.startswith(f"{folder}/")]
    name = folder.rpartition("/")[2]
    message = f"the build would remove the namespace `{name}` with all its machines: {_listed(lost)}"
    return Problem(Location(path), message, _HELP)


def _cluster(root: str) -> Problem:
    folder = root.rpartition("/")[0]
    return Problem(Location(root), f"the build would remove the whole tree of the cluster in `{folder}`", _HELP)


def _listed(names: Iterable[str]) -> str:
    shown = [f"`{name}`" for name in names]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more
