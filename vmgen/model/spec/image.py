"""Image: an operating system that disks are made from."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import Architecture, Authored, Quantity
from vmgen.model.spec.source import ImageSource


class ImageSpec(Authored):
    """An operating system that disks are made from."""

    os: Annotated[
        Literal["linux", "windows"] | None, Field(description="The operating system.", examples=["windows"])
    ] = None
    format: Annotated[
        Literal["qcow2", "raw", "iso", "vmdk", "vdi", "vhd", "vhdx"] | None,
        Field(description="The format of the file. An `iso` belongs into a CD-ROM drive.", examples=["qcow2"]),
    ] = None
    virtual_size: Annotated[
        Quantity,
        Field(description="The size of the disk inside the image: `qemu-img info` says it.", examples=["3Gi"]),
    ] = ""
    min_memory: Annotated[
        Quantity, Field(description="The memory without which it does not run.", examples=["512Mi"])
    ] = ""
    firmware: Annotated[
        tuple[Literal["bios", "efi"], ...],
        Field(description="What it boots with. Left out, with anything.", examples=[["bios", "efi"]]),
    ] = ()
    variants: Annotated[
        dict[Architecture, ImageSource],
        Field(
            min_length=1,
            description="Where the image is, for each architecture.",
            examples=[{"amd64": {"registry": {"url": "docker://quay.io/containerdisks/debian:13"}}}],
        ),
    ]
