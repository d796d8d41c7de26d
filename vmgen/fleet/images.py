"""Which container images a fleet uses, where they are named, and on which architectures they have to run."""

from collections.abc import Iterator

from vmgen.diagnostics import Location
from vmgen.fleet.fleet import Cluster, Disk, Fleet, Machine
from vmgen.fleet.operators import managed_operators
from vmgen.model.image_reference import DOCKER
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
    """What the operators run that vmgen installs: also under the plain tag, which decides whether it needs another."""
    for operator in managed_operators(cluster):
        at = cluster.written.where(operator.component.name, "version")
        for tag in dict.fromkeys((operator.version.tag, operator.tag)):
            for name in operator.component.images(operator.version):
                yield ImageUse(operator.reference(name, tag), at)


def named_image(source: Source | None) -> str:
    """The reference of the container image that a disk comes from; empty where it comes from elsewhere."""
    if isinstance(source, ContainerDiskSource):
        return source.image
    if isinstance(source, RegistrySource) and source.url.startswith(DOCKER):
        return source.url.removeprefix(DOCKER)
    return ""


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
