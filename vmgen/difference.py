"""What a build would do to what runs: the tree that Flux has applied, and the one that the catalog comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from vmgen.diagnostics import Location
from vmgen.facts.live_updates import has_declarative_hotplug
from vmgen.facts.releases import release_of
from vmgen.fleet import links
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.impact.effects import UNKNOWN, Conditions
from vmgen.impact.objects import ObjectChange
from vmgen.impact.releases import ReleaseChange, release_changes
from vmgen.impact.tree_change import tree_changes
from vmgen.impact.trees import Identity, JsonObject, objects_of
from vmgen.records import record
from vmgen.targets.lower import lower
from vmgen.targets.manifest import Manifest


@record
class Difference:
    """Every object that changes, and where those that stay, or come, are written."""

    changes: tuple[ObjectChange, ...]
    releases: tuple[ReleaseChange, ...]
    conditions: Mapping[str, Conditions]
    """By the folders of clusters."""
    manifests: Mapping[tuple[str, str, str, str], Manifest]

    def field(self, change: ObjectChange, route: tuple[str, ...]) -> str:
        """What the catalog calls a field of the object; the object's own name for it where nobody chose the value."""
        manifest = self.manifests.get(_key(change.identity))
        named = manifest.sources.field(route, manifest.written, manifest.names) if manifest else ""
        return named or ".".join(route)

    def where(self, change: ObjectChange, route: tuple[str, ...]) -> Location | None:
        """The place in the catalog that decides the field; None for an object that goes."""
        manifest = self.manifests.get(_key(change.identity))
        return manifest.sources.where(route, manifest.written, manifest.names) if manifest else None


def difference(fleet: Fleet, files: Mapping[str, str], before: Mapping[str, str]) -> Difference:
    """`files` is the tree that `fleet` comes to, `before` the one that is applied: {path: text}, both complete."""
    conditions = {cluster.output: _conditions(cluster, files) for cluster in fleet.clusters}
    changes = tree_changes(before, files, conditions)
    releases = tuple(release_changes(before, files))
    return Difference(changes, releases, conditions, dict(_manifests(_concerned(fleet, changes), changes)))


def _concerned(fleet: Fleet, changes: tuple[ObjectChange, ...]) -> Fleet:
    """The fleet without machines that nothing happens to, unless what many share changes."""
    if not all(change.machine for change in changes):
        return fleet
    named = {(change.identity.folder, change.identity.namespace, change.machine) for change in changes}
    machines = (one for one in fleet.machines if (one.cluster.output, one.namespace, one.name) in named)
    return replace(fleet, machines=tuple(machines))


def _manifests(fleet: Fleet, changes: tuple[ObjectChange, ...]) -> Iterator[tuple[tuple[str, str, str, str], Manifest]]:
    paths = {change.new.path for change in changes if change.new}
    for cluster in fleet.clusters if paths else ():
        for manifest in lower(fleet, cluster):
            if f"{cluster.output}/{manifest.path}" in paths and "metadata" in manifest.body:
                metadata = manifest.body["metadata"]
                yield (cluster.output, manifest.kind, metadata.get("namespace", ""), metadata["name"]), manifest


def _key(identity: Identity) -> tuple[str, str, str, str]:
    return identity.folder, identity.kind, identity.namespace, identity.name


def _conditions(cluster: Cluster, files: Mapping[str, str]) -> Conditions:
    """From the KubeVirt object that is written; where somebody else installs KubeVirt, as its release has it."""
    version = release_of(cluster.spec.kubevirt.version) or UNKNOWN.version
    path = f"{cluster.output}/{links.INSTANCE}/kubevirt.yaml"
    objects = objects_of({path: files[path]}, (cluster.output,)) if path in files else {}
    spec: JsonObject = next((one.body.get("spec") or {} for one in objects.values()), {})
    configuration = spec.get("configuration") or {}
    developer = configuration.get("developerConfiguration") or {}
    strategy = spec.get("workloadUpdateStrategy") or {}
    gates = developer.get("featureGates") or cluster.spec.kubevirt.feature_gates
    return Conditions(
        version,
        is_live=configuration.get("vmRolloutStrategy", "LiveUpdate") == "LiveUpdate",
        migrates_by_itself="LiveMigrate" in (strategy.get("workloadUpdateMethods") or ()),
        has_declarative_hotplug=has_declarative_hotplug(version, gates),
    )
