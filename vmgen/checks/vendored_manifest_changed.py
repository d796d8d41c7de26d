from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.release_manifest import is_as_fetched
from vmgen.syntax.attachments import LOCK, VENDOR


@check("VM825", shows=Shows.IN_OPERATION)
def vendored_manifest_changed(fleet: Fleet) -> Iterator[Problem]:
    """A release manifest in the catalog is not the one that was fetched.

    The lock has the SHA-256 of what came with `vmgen vendor`. An edit of the file would be lost with the next release,
    and nobody would see it in the cluster: `registry`, `imagePrefix` and `patches` of the Cluster say what is to be
    different. `vmgen vendor --update` fetches the file again.
    """
    for cluster in fleet.clusters:
        for component, manifest in cluster.vendored.items():
            name = manifest.file.removeprefix(VENDOR)
            is_locked = fleet.lock is not None and name in fleet.lock.manifests
            if is_locked and not is_as_fetched(manifest, fleet.lock):
                yield Problem(
                    cluster.written.where(component, "version"),
                    f"`{manifest.file}` is not the file that was fetched",
                    "take it back, or run `vmgen vendor --update`",
                    (Label(Location(LOCK, 0, ("manifests", name, "sha256")), "its hash is here"),),
                )
