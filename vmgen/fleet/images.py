"""Which container images a fleet uses, where they are named, and on which architectures they have to run."""

from collections.abc import Iterator

from vmgen.diagnostics import Location
from vmgen.facts.components import COMPONENTS, REGISTRY
from vmgen.facts.releases import release_of
from vmgen.fleet.fleet import Cluster, Disk, Fleet, Machine
from vmgen.model.image_reference import DOCKER, image_reference
from vmgen.model.lock import Lock
from vmgen.model.spec.source import ContainerDiskSource, RegistrySource, Source
from vmgen.records import record


@record
class ImageUse:
    """A container image, the place that names it, and the architecture on which it has to run; empty for several."""

    reference: str
    at: Location
    architecture: str = ""


def images(fleet: Fleet) -> Iterator[ImageUse]:
    """All that the catalog leads to, each as often as it does."""
    yield from disk_images(fleet)
    for cluster in fleet.clusters:
        yield from platform_images(cluster)


def disk_images(fleet: Fleet) -> Iterator[ImageUse]:
    """What disks are made from: also those that Images have for machines to come."""
    for image in fleet.images:
        for architecture, variant in image.spec.variants.items():
            yield from _use(variant.given, image.where("variants", architecture), architecture)
    for machine in fleet.machines:
        for disk in machine.disks:
            if disk.image is None:
                yield from _of_disk(machine, disk)


def machine_images(machine: Machine) -> Iterator[ImageUse]:
    """What the disks of one machine are made from."""
    for disk in machine.disks:
        yield from _of_disk(machine, disk)


def platform_images(cluster: Cluster) -> Iterator[ImageUse]:
    """What the operators run that vmgen installs."""
    for component in COMPONENTS:
        spec = cluster.spec.kubevirt if component.name == "kubevirt" else cluster.spec.cdi
        release = release_of(spec.version)
        if spec.manage and release:
            at = cluster.written.where(component.name, "version")
            for name in component.images(release):
                yield ImageUse(f"{REGISTRY}/{name}:{release.tag}", at)


def named_image(source: Source | None) -> str:
    """The reference of the container image that a disk comes from; empty where it comes from elsewhere."""
    if isinstance(source, ContainerDiskSource):
        return source.image
    if isinstance(source, RegistrySource) and source.url.startswith(DOCKER):
        return source.url.removeprefix(DOCKER)
    return ""


def written_image(cluster: Cluster, reference: str) -> str:
    """A reference as it goes into the output: by its digest where the owner of the cluster wants that."""
    known = cluster.lock.images.get(reference) if cluster.lock and cluster.spec.policy.pin_images else None
    read = image_reference(reference) if known else None
    return read.pinned(known.digest) if known and read else reference


def locked_platforms(lock: Lock | None, reference: str) -> frozenset[str] | None:
    """The architectures that an image runs on, as its registry said; None where nobody asked."""
    known = lock.images.get(reference) if lock else None
    return frozenset(known.platforms) if known else None


def _of_disk(machine: Machine, disk: Disk) -> Iterator[ImageUse]:
    if disk.image is not None:
        at = disk.image.where("variants", machine.architecture)
    else:
        at = machine.where("disks", disk.name, "source")
    yield from _use(disk.source, at, machine.architecture)


def _use(source: Source | None, at: Location, architecture: str) -> Iterator[ImageUse]:
    """Of a registry's images, CDI can be told to take that of another architecture."""
    named = named_image(source)
    if not named:
        return
    if isinstance(source, RegistrySource):
        chosen = source.platform.architecture if source.platform else architecture
        yield ImageUse(named, at / "registry" / "url", chosen)
    else:
        yield ImageUse(named, at / "containerDisk" / "image", architecture)
