"""The whole tree of a cluster as Kubernetes objects: meaning in, objects out."""

from collections.abc import Iterable, Iterator
from itertools import chain

from vmgen.diagnostics import Diagnostic
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.targets.flux.folders import is_of_root, lower_folders
from vmgen.targets.flux.lower import Contents, lower_flux
from vmgen.targets.kubevirt.lower import lower_machines
from vmgen.targets.manifest import Manifest
from vmgen.targets.monitoring.lower import lower_monitoring
from vmgen.targets.patches import patched
from vmgen.targets.platform.lower import lower_platform


def lower(fleet: Fleet, cluster: Cluster, *, faults: list[Diagnostic] | None = None) -> Iterator[Manifest]:
    """Every object of a cluster's tree, one at a time, those of one file together.

    What `patches` cannot do is added to `faults`, if anybody wants to know.
    """
    faults = [] if faults is None else faults
    machines = fleet.machines_of(cluster)
    paths: list[str] = []
    contents: Contents = {}
    objects: Iterator[Manifest] = chain(
        lower_platform(cluster, faults=faults),
        lower_monitoring(cluster, machines),
        _noted(lower_machines(cluster, machines, faults=faults), contents, cluster),
        lower_flux(cluster, machines, contents),  # begins when the machines are done, and their contents known
    )
    if cluster.spec.patches:
        objects = patched(objects, cluster.written, faults, owns=_is_of_no_machine)
    for manifest in objects:
        paths.append(manifest.path)
        yield manifest
    yield from lower_folders(cluster, dict.fromkeys(paths))


def _noted(manifests: Iterable[Manifest], contents: Contents, cluster: Cluster) -> Iterator[Manifest]:
    for manifest in manifests:
        if not is_of_root(manifest.path, cluster):
            folder = manifest.path.rpartition("/")[0]
            contents.setdefault(folder, set()).add((manifest.api_version, manifest.kind))
        yield manifest


def _is_of_no_machine(manifest: Manifest) -> bool:
    """A namespace is shown where the first machine in it says so. What is copied stays as it is."""
    return manifest.copied is None and (manifest.written.kind != "Machine" or manifest.kind == "Namespace")
