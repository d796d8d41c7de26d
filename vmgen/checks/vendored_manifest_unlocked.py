from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.syntax.attachments import LOCK, VENDOR


@check("VM826", shows=Shows.IN_OPERATION)
def vendored_manifest_unlocked(fleet: Fleet) -> Iterator[Problem]:
    """A release manifest in the catalog has no entry in the lock.

    Nobody can tell whether it is what the project released. `vmgen vendor` fetches the release, compares, and writes
    its SHA-256 down; with `--from DIR` it takes the release from a folder.
    """
    for cluster in fleet.clusters:
        for component, manifest in cluster.vendored.items():
            known = fleet.lock.manifests if fleet.lock is not None else {}
            if manifest.file.removeprefix(VENDOR) not in known and LOCK not in fleet.broken:
                at = cluster.written.where(component, "version")
                yield Problem(at, f"`{manifest.file}` is not in `{LOCK}`", "run `vmgen vendor`, and commit both")
