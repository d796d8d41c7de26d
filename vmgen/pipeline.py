"""The whole compiler: read, parse, merge, decode, link, check, lower, judge, place, plan. Only commit is elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vmgen.checks import CHECKS
from vmgen.checks.registry import Check
from vmgen.diagnostics import Diagnostic, Diagnostics, has_errors, sign_all
from vmgen.findings import in_order, told
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.link import link
from vmgen.impact.deletion import mass_deletion
from vmgen.judge.judge import judge
from vmgen.model.decode import decode
from vmgen.model.merge import Layered, merge
from vmgen.model.resource import resources
from vmgen.output.layout import CLUSTERS, place
from vmgen.output.obstacles import obstacles
from vmgen.output.plan import Plan, plan
from vmgen.records import record
from vmgen.syntax.documents import parse
from vmgen.syntax.sources import read
from vmgen.syntax.spans import Spans
from vmgen.targets.lower import lower
from vmgen.targets.manifest import Manifest

_FLEET_CHECKS = tuple(check for check in CHECKS if isinstance(check, Check))


@record
class Compilation:
    """What a catalog comes to. `files` is {path below the repository: text}, complete only where nothing is wrong."""

    fleet: Fleet
    files: Mapping[str, str]
    diagnostics: Diagnostics
    spans: Spans


@record
class Build:
    """A compilation, compared with what is on the disk."""

    plan: Plan
    diagnostics: Diagnostics
    spans: Spans


def prepare(root: Path, *, allow_deletion: bool = False) -> Build:
    """Everything but the commit: reads the catalog below `root`, compiles it, and plans what would change."""
    sources, faults = read(root)
    compilation = compile_catalog(sources, faults=faults)
    fleet = compilation.fleet
    scopes = {CLUSTERS, *(cluster.output for cluster in fleet.clusters)}
    planned = plan(compilation.files, root=root, scopes=scopes)
    found = (*compilation.diagnostics, *obstacles(planned, fleet, root))
    if not allow_deletion and not has_errors(found):
        found = (*found, *mass_deletion(planned.delete))
    return Build(planned, in_order(found, compilation.spans), compilation.spans)


def machine_layers(sources: Mapping[str, str]) -> tuple[Layered, ...]:
    """The machines of a catalog with everything that they build on, as far as it is well formed."""
    documents, _ = parse(sources)
    known, _ = resources(documents)
    layered, _ = merge(known)
    return tuple(one for one in layered if one.resource.kind.name == "Machine")


def compile_catalog(sources: Mapping[str, str], *, faults: Diagnostics = ()) -> Compilation:
    """Sources are {path: text}. Everything wrong is reported, also the `faults` that reading found."""
    documents, parse_faults = parse(sources)
    known, kind_faults = resources(documents)
    layered, merge_faults = merge(known)
    catalog, decode_faults = decode(layered)
    fleet, link_faults = link(catalog)
    check_faults = check(fleet)
    files, judge_faults = render(fleet)
    spans = Spans(sources)
    found = (
        *faults,
        *parse_faults,
        *kind_faults,
        *merge_faults,
        *decode_faults,
        *link_faults,
        *check_faults,
        *judge_faults,
    )
    return Compilation(fleet, files, told(found, fleet, sources, spans), spans)


def check(fleet: Fleet) -> Diagnostics:
    """What the checks that see everything at once have to say."""
    return tuple(one for each in _FLEET_CHECKS for one in sign_all(each.code, each.find(fleet)))


def render(fleet: Fleet) -> tuple[dict[str, str], Diagnostics]:
    """Lower, judge and place, one cluster after the other and one file at a time."""
    files: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for cluster in fleet.clusters:
        releases = {"kubevirt": cluster.spec.kubevirt.version, "cdi": cluster.spec.cdi.version}
        judged = _judged(lower(fleet, cluster), releases, faults)
        files.update(place(cluster, judged, faults=faults))
    return files, tuple(faults)


def _judged(manifests: Iterable[Manifest], releases: Mapping[str, str], faults: list[Diagnostic]) -> Iterator[Manifest]:
    for manifest in manifests:
        faults.extend(judge(manifest, releases))
        yield manifest
