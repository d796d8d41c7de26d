"""Disks with what they are filled with, where they are stored, and in which order they boot."""

from collections.abc import Mapping
from typing import Any

from vmgen.facts.architectures import ARCHITECTURES
from vmgen.fleet.fleet import Disk, Image
from vmgen.fleet.modes import chosen_modes
from vmgen.fleet.references import Names
from vmgen.model.codes import CONFLICTING_FIELDS, MISSING_FIELD
from vmgen.model.layers import Written
from vmgen.model.spec.cluster import ClusterSpec
from vmgen.model.spec.disk import DiskSpec
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.source import ContainerDiskSource, Copy, Download, ExistingClaimSource, GcsSource, Source

_LOGIN = ("accessKeyId", "secretKey")
"""The keys that CDI reads in a Secret with a login (pkg/common/common.go)."""


def disks(
    machine: Written[MachineSpec],
    cluster: ClusterSpec,
    names: Names,
    *,
    architecture: str,
    boot_orders: Mapping[str, int],
) -> tuple[Disk, ...]:
    """The disks of a machine, in order. `boot_orders` maps names of disks to their place."""
    linker = _Disks(machine, cluster, names, architecture)
    return tuple(
        linker.disk(disk, boot_order=boot_orders.get(disk.name), is_first=index == 0)
        for index, disk in enumerate(machine.spec.disks)
    )


class _Disks:
    def __init__(self, machine: Written[MachineSpec], cluster: ClusterSpec, names: Names, architecture: str) -> None:
        self._machine = machine
        self._cluster = cluster
        self._names = names
        self._architecture = architecture
        if machine.spec.image and not machine.spec.disks:
            names.refuse(MISSING_FIELD, machine.where("image"), "an image, and no disk to put it on", "add a disk")

    def disk(self, disk: DiskSpec, *, boot_order: int | None, is_first: bool) -> Disk:
        route = ("disks", disk.name, "storageClass")
        known_class = self._names.storage_class(disk.storage_class, self._cluster.storage, self._machine, *route)
        source, image = self._source(disk, is_first=is_first)
        modes = chosen_modes(disk, known_class, is_filled=source is not None)
        return Disk(
            spec=disk,
            name=disk.name,
            size=self._size(disk, source, image),
            storage_class=known_class.name if known_class else "",
            known_class=known_class,
            access_mode=modes.access,
            volume_mode=modes.volume,
            source=source,
            image=image,
            claim=self._claim(disk, source),
            bus=disk.bus or self._bus(disk),
            boot_order=boot_order,
        )

    def _bus(self, disk: DiskSpec) -> str:
        if disk.type == "cdrom":
            return ARCHITECTURES[self._architecture].cdrom_bus
        return "scsi" if disk.type == "lun" else "virtio"

    def _source(self, disk: DiskSpec, *, is_first: bool) -> tuple[Source | None, Image | None]:
        machine, source = self._machine, disk.source
        if is_first and machine.spec.image and (source is None or self._image_wins(disk)):
            return self._from_image(machine.spec.image, "image")
        if source is None:
            return None, None
        if source.image:
            return self._from_image(source.image, "disks", disk.name, "source", "image")
        self._require_secret(source.given, machine, "disks", disk.name, "source")
        return source.given, None

    def _image_wins(self, disk: DiskSpec) -> bool:
        """Whether `image` or the source of the first disk stands in the higher layer; both in one is a fault."""
        machine = self._machine
        image, source = machine.rank("image"), machine.rank("disks", disk.name, "source")
        if image == source:
            message = f"`image` beside `disks[{disk.name}].source`: both say what the first disk holds"
            self._names.refuse(CONFLICTING_FIELDS, machine.where("image").key(), message, "remove one of the two")
        return image >= source

    def _from_image(self, name: str, *route: str) -> tuple[Source | None, Image | None]:
        image = self._names.image(name, self._machine, *route)
        if image is None:
            return None, None
        variant = self._names.variant(image, self._architecture, self._machine, *route)
        if variant is None:
            return None, image
        self._require_secret(variant.given, image, "variants", self._architecture)
        return variant.given, image

    def _require_secret(self, source: Source | None, written: Written[Any], *route: str) -> None:
        """The Secret that a download needs is declared, with the keys that CDI reads; `route` leads to the source."""
        if isinstance(source, Download) and source.secret_ref:
            keys = () if isinstance(source, GcsSource) else _LOGIN
            at = written.where(*route) / source.key
            self._names.secret(source.secret_ref, keys, self._machine.metadata.namespace, at)

    def _size(self, disk: DiskSpec, source: Source | None, image: Image | None) -> str:
        if isinstance(source, (ContainerDiskSource, ExistingClaimSource)):
            return ""
        size = disk.size or (image.spec.virtual_size if image else "")
        # CDI finds out how large a copy has to be (pkg/apiserver/webhooks/datavolume-validate.go).
        if not size and not isinstance(source, Copy):
            at = self._machine.where("disks", disk.name)
            self._names.refuse(MISSING_FIELD, at, f"the disk `{disk.name}` has no `size`", "write `size: 20Gi`")
        return size

    def _claim(self, disk: DiskSpec, source: Source | None) -> str:
        name = disk.claim_name or f"{self._machine.name}-{disk.name}"
        if not isinstance(source, (ContainerDiskSource, ExistingClaimSource)):
            return name
        if disk.claim_name:
            at = self._machine.where("disks", disk.name, "claimName").key()
            message = f"`claimName` for the disk `{disk.name}`, which makes no claim"
            self._names.refuse(CONFLICTING_FIELDS, at, message, "remove it, or the source")
        return source.name if isinstance(source, ExistingClaimSource) else ""
