"""What disks are filled with."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from vmgen.model.spec.base import (
    CHECKSUM_PATTERN,
    IMAGE_REFERENCE_PATTERN,
    REGISTRY_URL_PATTERN,
    Authored,
    LongName,
    Name,
    Url,
    exactly_one,
)


class HttpSource(Authored):
    """A file that CDI downloads from a web server."""

    url: Annotated[Url, Field(description="Where the file is.", examples=["https://example.org/debian-13-amd64.qcow2"])]
    checksum: Annotated[
        str,
        Field(
            pattern=CHECKSUM_PATTERN,
            description="`algorithm:hex`. CDI verifies it while it downloads (1.65 or newer).",
            examples=["sha256:" + "0" * 64],
        ),
    ] = ""


class RegistrySource(Authored):
    """A container image that holds a disk, which CDI copies into a claim."""

    url: Annotated[
        str,
        Field(
            pattern=REGISTRY_URL_PATTERN,
            description="`docker://` and the image.",
            examples=["docker://quay.io/containerdisks/debian:13"],
        ),
    ]


class ContainerDiskSource(Authored):
    """A container image that is the disk. What the guest writes is lost when the machine stops."""

    image: Annotated[
        str,
        Field(
            pattern=IMAGE_REFERENCE_PATTERN,
            description="The container image.",
            examples=["quay.io/containerdisks/fedora:42"],
        ),
    ]


class ExistingClaimSource(Authored):
    """A PersistentVolumeClaim that somebody else made."""

    name: Annotated[LongName, Field(description="The name of the claim.", examples=["legacy-root"])]


class BlankSource(Authored):
    """An empty disk, made by CDI."""


class SourceSpec(Authored):
    """What a disk is filled with: exactly one of these."""

    image: Annotated[Name, Field(description="The name of an Image.", examples=["debian-13"])] = ""
    http: Annotated[HttpSource | None, Field(description="A file on a web server.")] = None
    registry: Annotated[RegistrySource | None, Field(description="A container image, copied into a claim.")] = None
    container_disk: Annotated[
        ContainerDiskSource | None,
        Field(description="A container image that is the disk. Nothing that the guest writes is kept."),
    ] = None
    existing_claim: Annotated[ExistingClaimSource | None, Field(description="A claim that somebody else made.")] = None
    blank: Annotated[BlankSource | None, Field(description="An empty disk, made by CDI.", examples=[{}])] = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        exactly_one(self, "image", "http", "registry", "container_disk", "existing_claim", "blank")
        return self
