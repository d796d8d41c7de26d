"""What disks are filled with."""

from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from vmgen.model.spec.base import (
    BUCKET_URL_PATTERN,
    CHECKSUM_PATTERN,
    IMAGE_REFERENCE_PATTERN,
    REGISTRY_URL_PATTERN,
    Architecture,
    Authored,
    LongName,
    Name,
    Url,
    exactly_one,
)

SecretName = Annotated[
    LongName,
    Field(
        description="A SecretRef in the machine's namespace, with `accessKeyId` and `secretKey`: user and password.",
        examples=["image-server"],
    ),
]
ConfigMapName = Annotated[
    LongName,
    Field(
        description="A ConfigMap in the machine's namespace, with the certificate authority of the server.",
        examples=["company-ca"],
    ),
]
Namespace = Annotated[Name, Field(description="Its namespace. Left out, the machine's.", examples=["golden-images"])]


class HttpSource(Authored):
    """A file that CDI downloads from a web server."""

    key: ClassVar[str] = "http"
    url: Annotated[Url, Field(description="Where the file is.", examples=["https://example.org/debian-13-amd64.qcow2"])]
    checksum: Annotated[
        str,
        Field(
            pattern=CHECKSUM_PATTERN,
            description="`algorithm:hex`. CDI verifies it while it downloads (1.65 or newer).",
            examples=["sha256:" + "0" * 64],
        ),
    ] = ""
    secret_ref: SecretName = ""
    cert_config_map: ConfigMapName = ""


class RegistryPlatform(Authored):
    """Which of the images behind one name."""

    architecture: Annotated[Architecture, Field(description="The processor architecture.", examples=["arm64"])]


class RegistrySource(Authored):
    """A container image that holds a disk, which CDI copies into a claim."""

    key: ClassVar[str] = "registry"
    url: Annotated[
        str,
        Field(
            pattern=REGISTRY_URL_PATTERN,
            description="`docker://` and the image.",
            examples=["docker://quay.io/containerdisks/debian:13"],
        ),
    ]
    pull_method: Annotated[
        Literal["pod", "node"] | None,
        Field(
            description="Who pulls it: CDI, or the container runtime of the node with its mirrors and credentials.",
            examples=["node"],
        ),
    ] = None
    platform: Annotated[
        RegistryPlatform | None,
        Field(description="Which of the images behind one name (CDI 1.63 or newer)."),
    ] = None
    secret_ref: SecretName = ""
    cert_config_map: ConfigMapName = ""


class S3Source(Authored):
    """An object in a bucket of S3, or of anything that speaks like it."""

    key: ClassVar[str] = "s3"
    url: Annotated[
        Url,
        Field(
            description="Endpoint, bucket and object; CDI refuses `s3://`.",
            examples=["https://s3.example.org/images/debian-13.qcow2"],
        ),
    ]
    secret_ref: SecretName = ""
    cert_config_map: ConfigMapName = ""


class GcsSource(Authored):
    """An object in a bucket of Google Cloud Storage."""

    key: ClassVar[str] = "gcs"
    url: Annotated[
        str,
        Field(
            pattern=BUCKET_URL_PATTERN,
            description="`gs://` with bucket and object, or its HTTP address.",
            examples=["gs://images/debian-13.qcow2"],
        ),
    ]
    secret_ref: Annotated[
        LongName,
        Field(
            description="A SecretRef in the machine's namespace, with the key of a service account.",
            examples=["image-bucket"],
        ),
    ] = ""


class ClaimSource(Authored):
    """A claim that CDI copies: the copy starts once nobody uses the claim."""

    key: ClassVar[str] = "pvc"
    name: Annotated[LongName, Field(description="The name of the claim.", examples=["debian-13"])]
    namespace: Namespace = ""


class SnapshotSource(Authored):
    """A VolumeSnapshot that CDI restores into a new claim."""

    key: ClassVar[str] = "snapshot"
    name: Annotated[LongName, Field(description="The name of the VolumeSnapshot.", examples=["web-before-upgrade"])]
    namespace: Namespace = ""


class DataSourceSource(Authored):
    """A DataSource of CDI: a name for the newest claim or snapshot of an image."""

    key: ClassVar[str] = "dataSource"
    name: Annotated[LongName, Field(description="The name of the DataSource.", examples=["debian-13"])]
    namespace: Namespace = ""


class ContainerDiskSource(Authored):
    """A container image that is the disk. What the guest writes is lost when the machine stops."""

    key: ClassVar[str] = "containerDisk"
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

    key: ClassVar[str] = "existingClaim"
    name: Annotated[LongName, Field(description="The name of the claim.", examples=["legacy-root"])]


class BlankSource(Authored):
    """An empty disk, made by CDI."""

    key: ClassVar[str] = "blank"


Download: TypeAlias = HttpSource | RegistrySource | S3Source | GcsSource
"""What CDI fetches from elsewhere."""

Copy: TypeAlias = ClaimSource | SnapshotSource | DataSourceSource
"""What CDI copies within the cluster."""

Source: TypeAlias = Download | Copy | ContainerDiskSource | ExistingClaimSource | BlankSource


_PLACES = ("http", "registry", "s3", "gcs", "pvc", "snapshot", "data_source", "container_disk")


class ImageSource(Authored):
    """Where an image is: exactly one of these."""

    http: Annotated[HttpSource | None, Field(description="A file on a web server.")] = None
    registry: Annotated[RegistrySource | None, Field(description="A container image, copied into a claim.")] = None
    s3: Annotated[S3Source | None, Field(description="An object in a bucket of S3.")] = None
    gcs: Annotated[GcsSource | None, Field(description="An object in a bucket of Google Cloud Storage.")] = None
    pvc: Annotated[ClaimSource | None, Field(description="A claim, copied into one of the machine's own.")] = None
    snapshot: Annotated[SnapshotSource | None, Field(description="A VolumeSnapshot, restored into a new claim.")] = None
    data_source: Annotated[
        DataSourceSource | None, Field(description="A DataSource of CDI: the newest of an image's copies.")
    ] = None
    container_disk: Annotated[
        ContainerDiskSource | None,
        Field(description="A container image that is the disk. Nothing that the guest writes is kept."),
    ] = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        exactly_one(self, *_PLACES)
        return self

    @property
    def given(self) -> Source | None:
        return (
            self.http
            or self.registry
            or self.s3
            or self.gcs
            or self.pvc
            or self.snapshot
            or self.data_source
            or self.container_disk
        )


class SourceSpec(ImageSource):
    """What a disk is filled with: exactly one of these."""

    image: Annotated[Name, Field(description="The name of an Image.", examples=["debian-13"])] = ""
    existing_claim: Annotated[ExistingClaimSource | None, Field(description="A claim that somebody else made.")] = None
    blank: Annotated[BlankSource | None, Field(description="An empty disk, made by CDI.", examples=[{}])] = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        exactly_one(self, "image", *_PLACES, "existing_claim", "blank")
        return self

    @property
    def given(self) -> Source | None:
        """What there is; None for an Image, which must be looked up."""
        return super().given or self.existing_claim or self.blank
