"""Disks of a machine."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import SERIAL_PATTERN, Authored, BootPlace, LongName, Name, Quantity
from vmgen.model.spec.source import SourceSpec

CLOUD_INIT_DISK = "cloudinitdisk"
SYSPREP_DISK = "sysprep"
"""The disk that a machine with data for cloud-init has beside its own."""

DEFAULT_CLASS = "default"
"""The storage class that the cluster calls its default."""

AccessMode = Literal["ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany", "ReadWriteOncePod"]
VolumeMode = Literal["Filesystem", "Block"]
Bus = Literal["virtio", "sata", "scsi", "usb"]


class DiskSpec(Authored):
    """A disk of a machine."""

    name: Annotated[
        Name, Field(description="The name of the disk; its claim is `<machine>-<disk>`.", examples=["data"])
    ]
    size: Annotated[
        Quantity,
        Field(description="How much the guest can store. Left out where the source has a size.", examples=["20Gi"]),
    ] = ""
    storage_class: Annotated[
        LongName,
        Field(
            description="A storage class of the Cluster, or one of its aliases; `default` is the cluster's default.",
            examples=["fast"],
        ),
    ] = DEFAULT_CLASS
    access_mode: Annotated[
        AccessMode | None,
        Field(
            description="How many nodes may use the disk. ReadWriteOnce where neither disk nor class says anything.",
            examples=["ReadWriteMany"],
        ),
    ] = None
    volume_mode: Annotated[
        VolumeMode | None,
        Field(description="A file on a file system, or a block device of its own.", examples=["Block"]),
    ] = None
    source: Annotated[
        SourceSpec | None,
        Field(
            description="What the disk is filled with. Without it the disk is an empty claim.", examples=[{"blank": {}}]
        ),
    ] = None
    claim_name: Annotated[
        LongName,
        Field(
            description="The name of the claim, instead of `<machine>-<disk>`. One that is there already is adopted.",
            examples=["legacy-root"],
        ),
    ] = ""
    bus: Annotated[
        Bus | None,
        Field(
            description="How the guest sees the disk. virtio; for a LUN scsi, for a CD-ROM sata or scsi.",
            examples=["scsi"],
        ),
    ] = None
    type: Annotated[
        Literal["disk", "cdrom", "lun"],
        Field(description="A disk, a CD-ROM drive, or a LUN that takes the guest's SCSI commands.", examples=["cdrom"]),
    ] = "disk"
    boot_order: BootPlace = None
    cache: Annotated[
        Literal["none", "writethrough", "writeback"] | None,
        Field(description="How the node caches it. Left out, `none` where the storage can do that.", examples=["none"]),
    ] = None
    io: Annotated[
        Literal["native", "threads"] | None,
        Field(description="How QEMU reads and writes it; `native` needs `cache: none`.", examples=["native"]),
    ] = None
    serial: Annotated[
        str,
        Field(
            pattern=SERIAL_PATTERN,
            description="The serial number that the guest sees, as in `/dev/disk/by-id`.",
            examples=["DATA01"],
        ),
    ] = ""
    shareable: Annotated[
        bool,
        Field(description="Whether several machines write to it at once: theirs to agree on how.", examples=[True]),
    ] = False
    read_only: Annotated[
        bool | None,
        Field(description="Whether the guest may only read it. A CD-ROM is read-only anyway.", examples=[True]),
    ] = None
    hotplug: Annotated[
        bool,
        Field(description="Plugs the disk in and out while the machine runs (KubeVirt 1.9 or newer).", examples=[True]),
    ] = False
    protect: Annotated[
        bool | None,
        Field(description="Whether the disk stays when it is removed, over `protection.storage`.", examples=[True]),
    ] = None
