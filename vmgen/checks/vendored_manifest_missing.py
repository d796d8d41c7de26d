from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.facts.components import COMPONENTS
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.release_manifest import component_spec, manifest_name
from vmgen.syntax.attachments import LOCK, VENDOR


@check("VM827", shows=Shows.IN_OPERATION)
def vendored_manifest_missing(fleet: Fleet) -> Iterator[Problem]:
    """The lock knows the manifest of a release, and the catalog does not have it.

    Without the file vmgen would write a tree in which the cluster fetches the release, and the same catalog would come
    to two trees: one where the file is, and one where it is not. Often a `.gitignore` leaves out every `vendor/`.
    """
    known = fleet.lock.manifests if fleet.lock is not None else {}
    for cluster in fleet.clusters if known else ():
        for component in COMPONENTS:
            name = manifest_name(component, cluster.releases[component.name])
            is_managed = component_spec(cluster.spec, component).manage
            if name in known and is_managed and component.name not in cluster.vendored:
                yield Problem(
                    cluster.written.where(component.name, "version"),
                    f"`{VENDOR}{name}` is missing",
                    "run `vmgen vendor`, and commit it",
                    (Label(Location(LOCK, 0, ("manifests", name)), "it was fetched once"),),
                )
