"""The whole tree of a cluster as Kubernetes objects: meaning in, objects out."""

from collections.abc import Iterator
from itertools import chain

from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.targets.flux.folders import lower_folders
from vmgen.targets.flux.lower import lower_flux
from vmgen.targets.kubevirt.lower import lower_machines
from vmgen.targets.manifest import Manifest
from vmgen.targets.platform.lower import lower_platform


def lower(fleet: Fleet, cluster: Cluster) -> Iterator[Manifest]:
    """Every object of a cluster's tree, one at a time, those of one file together."""
    machines = fleet.machines_of(cluster)
    paths: list[str] = []
    for manifest in chain(lower_platform(cluster), lower_machines(cluster, machines), lower_flux(cluster, machines)):
        paths.append(manifest.path)
        yield manifest
    yield from lower_folders(cluster, dict.fromkeys(paths))
