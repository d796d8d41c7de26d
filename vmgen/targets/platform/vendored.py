"""An operator's release: fetched by the cluster, or as a file of its own, where the catalog has the manifest."""

from collections.abc import Iterator

from vmgen.diagnostics import Diagnostic, Problem, sign
from vmgen.facts.components import COMPONENTS, Component
from vmgen.facts.releases import release_of
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.release_manifest import contents
from vmgen.targets.codes import OVERRIDE_WITHOUT_EFFECT
from vmgen.targets.manifest import KUSTOMIZATION, JsonObject, Manifest
from vmgen.targets.platform.overrides import overridden
from vmgen.targets.platform.release import RELEASE_SOURCES
from vmgen.targets.source_map import SourceMap

RELEASE_FILE = "operator.yaml"
"""Where the objects of a vendored release stand: those of its project, but for what is overridden."""

VENDORED_SOURCES = {one.name: SourceMap({"": f"{one.name}.version"}) for one in COMPONENTS}
"""Whatever a release says follows from its version."""


def lower_release(
    cluster: Cluster, component: Component, kustomization: JsonObject, folder: str, faults: list[Diagnostic]
) -> Iterator[Manifest]:
    """`kustomization` fetches the release and changes it: handed on to the cluster, or carried out here."""
    vendored = cluster.vendored.get(component.name)
    version = cluster.releases[component.name]
    release = contents(component, version, vendored) if vendored is not None else None
    if release is None or release.fault is not None:
        yield Manifest(kustomization, f"{folder}/{KUSTOMIZATION}", cluster.written, RELEASE_SOURCES[component.name])
        return
    made = overridden(release.objects, kustomization, _variables(component, version))
    at = cluster.written.where(component.name, "version")
    for miss in made.misses:
        message = f"`{version}` has {miss}, which vmgen has to change"
        faults.append(sign(OVERRIDE_WITHOUT_EFFECT, Problem(at, message, "write another release")))
    for body in made.objects:
        yield Manifest(body, f"{folder}/{RELEASE_FILE}", cluster.written, VENDORED_SOURCES[component.name])


def _variables(component: Component, version: str) -> frozenset[str]:
    """Those that the manifest has: another value of theirs takes the place of one."""
    release = release_of(version)
    known = component.variables_of(release) if release is not None else ()
    return frozenset(one.name for one in known if one.is_in_manifest)
