"""What on the disk stands in the way of the output, or would be lost by it."""

from collections.abc import Iterator
from pathlib import Path

from vmgen.diagnostics import Diagnostics, Location, Problem, sign
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.output.codes import DROPPED_BY_ROOT, EXTRA_RESOURCE_NOT_FOUND, FOREIGN_FILE, LISTED_TWICE
from vmgen.output.plan import Plan

_MANIFESTS = (".yaml", ".yml", ".json")


def obstacles(plan: Plan, fleet: Fleet, root: Path) -> Diagnostics:
    """Faults that only a look at the disk shows."""
    faults = [sign(FOREIGN_FILE, _foreign(path)) for path in plan.foreign]
    for cluster in fleet.clusters:
        faults += [sign(DROPPED_BY_ROOT, problem) for problem in _dropped(plan, cluster)]
        faults += [sign(EXTRA_RESOURCE_NOT_FOUND, problem) for problem in _missing(cluster, plan, root)]
        faults += [sign(LISTED_TWICE, problem) for problem in _listed_twice(cluster, plan)]
    return tuple(faults)


def _foreign(path: str) -> Problem:
    message = f"`{path}` is not written by vmgen, and stands where one of its files must go"
    return Problem(Location(path), message, "move it away, or give the Cluster another `output`")


def _dropped(plan: Plan, cluster: Cluster) -> Iterator[Problem]:
    """Each entry of a cluster's folder once, with all that is below it."""
    ours = {path.removeprefix(f"{cluster.output}/").partition("/")[0] for path in plan.texts if _is_in(path, cluster)}
    listed = [one.removeprefix("./").rstrip("/") for one in cluster.spec.flux.extra_resources]
    reported: set[str] = set()
    for path in plan.beside:
        if not (_is_in(path, cluster) and path.endswith(_MANIFESTS)):
            continue
        below = path.removeprefix(f"{cluster.output}/")
        entry = below if below.partition("/")[0] in ours else below.partition("/")[0]
        if entry in reported or any(below == one or below.startswith(f"{one}/") for one in listed):
            continue
        reported.add(entry)
        message = f"`{cluster.output}/{entry}` is in no kustomization.yaml: Flux would delete what it describes"
        at = cluster.written.where("flux", "extraResources")
        yield Problem(at, message, f"add `{entry}` to `flux.extraResources`, or move it out of `{cluster.output}`")


def _missing(cluster: Cluster, plan: Plan, root: Path) -> Iterator[Problem]:
    for index, extra in enumerate(cluster.spec.flux.extra_resources):
        if not _is_ours(cluster, extra, plan) and not (root / cluster.output / extra).exists():
            message = f"`{cluster.output}/{extra}` does not exist, and the root would list it"
            at = cluster.written.where("flux", "extraResources", index)
            yield Problem(at, message, "create it first, or remove the line")


def _listed_twice(cluster: Cluster, plan: Plan) -> Iterator[Problem]:
    for index, extra in enumerate(cluster.spec.flux.extra_resources):
        if _is_ours(cluster, extra, plan):
            at = cluster.written.where("flux", "extraResources", index)
            yield Problem(at, f"`{extra}` is written by vmgen, and listed already", "remove the line")


def _is_ours(cluster: Cluster, extra: str, plan: Plan) -> bool:
    path = f"{cluster.output}/{extra.removeprefix('./').rstrip('/')}"
    return path in plan.texts or any(text.startswith(f"{path}/") for text in plan.texts)


def _is_in(path: str, cluster: Cluster) -> bool:
    return path.startswith(f"{cluster.output}/")
