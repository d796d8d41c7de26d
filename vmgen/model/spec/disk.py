"""Disks of a machine."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import Authored, LongName, Name, Quantity
from vmgen.model.spec.source import SourceSpec

CLOUD_INIT_DISK = "cloudinitdisk"
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
    bus: Annotated[
        Bus | None,
        Field(description="How the guest sees the disk. virtio, and for a CD-ROM sata or scsi.", examples=["scsi"]),
    ] = None
    type: Annotated[Literal["disk", "cdrom"], Field(description="A disk or a CD-ROM drive.", examples=["cdrom"])] = (
        "disk"
    )
