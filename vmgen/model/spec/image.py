"""Image: an operating system that disks are made from."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from vmgen.model.spec.base import Architecture, Authored, Quantity, exactly_one
from vmgen.model.spec.source import HttpSource, RegistrySource


class VariantSpec(Authored):
    """Where the image for one architecture is."""

    http: Annotated[HttpSource | None, Field(description="A file on a web server.")] = None
    registry: Annotated[RegistrySource | None, Field(description="A container image that holds the disk.")] = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        exactly_one(self, "http", "registry")
        return self


class ImageSpec(Authored):
    """An operating system that disks are made from."""

    virtual_size: Annotated[
        Quantity,
        Field(description="The size of the disk inside the image: `qemu-img info` says it.", examples=["3Gi"]),
    ] = ""
    variants: Annotated[
        dict[Architecture, VariantSpec],
        Field(
            min_length=1,
            description="Where the image is, for each architecture.",
            examples=[{"amd64": {"registry": {"url": "docker://quay.io/containerdisks/debian:13"}}}],
        ),
    ]
