"""The whole compiler: read, parse, merge, expand, decode, link, check, lower, judge, place, plan.

Only commit is elsewhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from vmgen.checks import CHECKS
from vmgen.checks.registry import Check, MachineCheck
from vmgen.diagnostics import Diagnostic, Diagnostics, has_errors, sign_all
from vmgen.findings import in_order, told, without_other_clusters
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.link import link
from vmgen.impact.deletion import mass_deletion
from vmgen.judge.judge import judge
from vmgen.model.decode import decode
from vmgen.model.lock import read_lock
from vmgen.model.merge import Layered, merge
from vmgen.model.replicas import expand
from vmgen.model.resource import resources
from vmgen.model.unread import unread_names
from vmgen.model.version_pin import refused
from vmgen.output.layout import CLUSTERS, place
from vmgen.output.moves import moved_machines, moves
from vmgen.output.obstacles import obstacles
from vmgen.output.plan import Plan, plan
from vmgen.records import record
from vmgen.syntax.attachments import LOCK, is_attachment, is_vendored
from vmgen.syntax.documents import parse
from vmgen.syntax.sources import read
from vmgen.syntax.spans import Spans
from vmgen.targets.lower import lower
from vmgen.targets.manifest import Manifest

_FLEET_CHECKS = tuple(check for check in CHECKS if isinstance(check, Check))
_MACHINE_CHECKS = tuple(check for check in CHECKS if isinstance(check, MachineCheck))
_PORTION = 256
"""Machines that all machine checks look at before the next ones come: they stay in the caches of the processor."""

Lap = Callable[[str], object]
"""Called with the name of each pass when it ends, by whoever has a clock."""


def _nobody_counts(_name: str) -> None:
    pass


@record
class Understanding:
    """The fleet as far as it is well formed, and why the rest is left out. `layered` is what each part was made of."""

    fleet: Fleet
    layered: tuple[Layered, ...]
    diagnostics: Diagnostics


@record
class Compilation:
    """What a catalog comes to. `files` is {path below the repository: text}, complete only where nothing is wrong."""

    fleet: Fleet
    files: Mapping[str, str]
    diagnostics: Diagnostics
    spans: Spans


@record
class Build:
    """A compilation, compared with what is on the disk. `fleet` is all of it, whatever is built."""

    plan: Plan
    fleet: Fleet
    diagnostics: Diagnostics
    spans: Spans


@record
class Scope:
    """What of a catalog is built, and where to: all clusters or the one named, below the catalog's own root or not."""

    cluster: str = ""
    output: Path | None = None
    allow_deletion: bool = False


EVERYTHING = Scope()


def prepare(root: Path, scope: Scope = EVERYTHING, *, lap: Lap = _nobody_counts) -> Build:
    """Everything but the commit: reads the catalog below `root`, compiles it, and plans what would change."""
    sources, faults = read(root)
    lap("read")
    compilation = compile_catalog(sources, faults=faults, cluster=scope.cluster, lap=lap)
    built, output = _chosen(compilation.fleet, scope.cluster), scope.output or root
    scopes = {cluster.output for cluster in built.clusters} | (set() if scope.cluster else {CLUSTERS})
    planned = plan(compilation.files, root=output, scopes=scopes)
    found = (*compilation.diagnostics, *obstacles(planned, built, output))
    if not scope.allow_deletion and not has_errors(found):
        found = (*found, *_losses(planned, output))
    diagnostics = in_order(found, compilation.spans)
    lap("plan")
    return Build(planned, compilation.fleet, diagnostics, compilation.spans)


def _losses(planned: Plan, root: Path) -> Diagnostics:
    """What a commit would take away; a machine that moves to another folder is not gone."""
    found = moves(planned)
    moved = {one.old for one in found}
    return (*moved_machines(found, root), *mass_deletion([path for path in planned.delete if path not in moved]))


def machine_layers(sources: Mapping[str, str]) -> tuple[Layered, ...]:
    """The machines of a catalog with everything that they build on, as far as it is well formed."""
    documents, _ = parse(sources)
    known, _ = resources(documents)
    layered, _ = expand(merge(known)[0])
    return tuple(one for one in layered if one.resource.kind.name == "Machine" and not one.is_partial)


def fleet_of(sources: Mapping[str, str], *, lap: Lap = _nobody_counts) -> Understanding:
    """Everything up to the fleet, as far as it is well formed; nothing is checked or rendered."""
    documents, parse_faults = parse(sources)
    lock, lock_faults = read_lock(sources)
    lap("parse")
    known, kind_faults = resources(documents)
    unread = unread_names(sources, (*parse_faults, *kind_faults)) | ({LOCK} if lock_faults else frozenset())
    merged, merge_faults = merge(known, unread)
    layered, replica_faults = expand(merged)
    lap("merge")
    catalog, decode_faults = decode(layered, unread)
    lap("decode")
    attachments = {path: text for path, text in sources.items() if is_attachment(path)}
    vendored = {path: text for path, text in sources.items() if is_vendored(path)}
    fleet, link_faults = link(catalog, attachments, lock, vendored)
    lap("link")
    faults = (
        *parse_faults,
        *lock_faults,
        *kind_faults,
        *refused(known),
        *merge_faults,
        *replica_faults,
        *decode_faults,
        *link_faults,
    )
    return Understanding(fleet, layered, faults)


def compile_catalog(
    sources: Mapping[str, str], *, faults: Diagnostics = (), cluster: str = "", lap: Lap = _nobody_counts
) -> Compilation:
    """Sources are {path: text}. Everything wrong is reported, also the `faults` that reading found.

    With the name of a `cluster`, its tree alone is made, and nothing is told of what goes to other clusters only.
    """
    understood = fleet_of(sources, lap=lap)
    fleet = understood.fleet
    check_faults = check(fleet)
    lap("check")
    files, judge_faults = render(fleet)
    lap("lower, judge, place")
    spans = Spans(sources)
    found = (*faults, *understood.diagnostics, *check_faults, *judge_faults)
    compilation = Compilation(fleet, files, told(found, fleet, sources, spans), spans)
    lap("report")
    return _narrowed(compilation, cluster, understood.layered) if cluster else compilation


def _narrowed(compilation: Compilation, cluster: str, layered: tuple[Layered, ...]) -> Compilation:
    """All was compiled, since what is right on one cluster may depend on the others; what is not asked for goes."""
    folders = tuple(f"{one.output}/" for one in _chosen(compilation.fleet, cluster).clusters)
    files = {path: text for path, text in compilation.files.items() if path.startswith(folders)}
    diagnostics = without_other_clusters(compilation.diagnostics, layered, cluster)
    return replace(compilation, files=files, diagnostics=diagnostics)


def _chosen(fleet: Fleet, cluster: str) -> Fleet:
    """The fleet with the one cluster; with all where none is named."""
    return replace(fleet, clusters=tuple(one for one in fleet.clusters if cluster in {"", one.name}))


def check(fleet: Fleet) -> Diagnostics:
    """What the checks say that see everything at once, and then those that see each machine for itself."""
    found = [one for each in _FLEET_CHECKS for one in sign_all(each.code, each.find(fleet))]
    for start in range(0, len(fleet.machines), _PORTION):
        machines = fleet.machines[start : start + _PORTION]
        found += [one for each in _MACHINE_CHECKS for one in sign_all(each.code, each.find(machines))]
    return tuple(found)


def render(fleet: Fleet) -> tuple[dict[str, str], Diagnostics]:
    """Lower, judge and place, one cluster after the other and one file at a time."""
    files: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for cluster in fleet.clusters:
        judged = _judged(lower(fleet, cluster, faults=faults), cluster, faults)
        files.update(place(cluster, judged, faults=faults))
    return files, tuple(faults)


def _judged(manifests: Iterable[Manifest], cluster: Cluster, faults: list[Diagnostic]) -> Iterator[Manifest]:
    for manifest in manifests:
        faults.extend(judge(manifest, cluster))
        yield manifest
