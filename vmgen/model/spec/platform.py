"""The platform on a cluster: KubeVirt, CDI, Flux."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import (
    KUBERNETES_VERSION_PATTERN,
    PATH_PATTERN,
    Architecture,
    Authored,
    LongName,
    Name,
    Url,
    Version,
)


class KubernetesSpec(Authored):
    """Kubernetes itself, which somebody else installs."""

    version: Annotated[
        str,
        Field(
            pattern=KUBERNETES_VERSION_PATTERN,
            description="What the cluster runs, in quotes. Left out, KubeVirt is not held against it.",
            examples=["1.35"],
        ),
    ] = ""


class ComponentSpec(Authored):
    """Something that is installed from a release."""

    manage: Annotated[
        bool,
        Field(
            description="Whether vmgen writes its manifests. `false` if somebody else installs it.", examples=[False]
        ),
    ] = True
    depends_on: Annotated[
        tuple[LongName, ...],
        Field(
            description="Flux Kustomizations to wait for; with `manage: false`, those that bring the component.",
            examples=[["infrastructure"]],
        ),
    ] = ()


class KubeVirtSpec(ComponentSpec):
    """KubeVirt."""

    version: Annotated[Version, Field(description="The release.", examples=["v1.9.0"])]
    release_url: Annotated[
        Url,
        Field(
            alias="releaseURL",
            description="Where the folder of each release is, for a mirror.",
            examples=["https://mirror.example.org/kubevirt"],
        ),
    ] = "https://github.com/kubevirt/kubevirt/releases/download"
    feature_gates: Annotated[
        tuple[str, ...],
        Field(
            description="Feature gates to switch on; with `manage: false`, those that are on.",
            examples=[["HostDisk"]],
        ),
    ] = ()
    disabled_feature_gates: Annotated[
        tuple[str, ...],
        Field(
            description="Feature gates to switch off that are on by default. From KubeVirt 1.8 on.",
            examples=[["VideoConfig"]],
        ),
    ] = ()
    permit_bridge_interface_on_pod_network: Annotated[
        bool,
        Field(
            description="Whether a machine may be bridged to the pod network. `false` is for clusters of many tenants.",
            examples=[False],
        ),
    ] = True
    emulated_machines: Annotated[
        dict[Architecture, tuple[Annotated[str, Field(min_length=1)], ...]],
        Field(
            description="Machine types that machines may have beside KubeVirt's own, by architecture; `*` is anything.",
            examples=[{"amd64": ["pc-i440fx-*"]}],
        ),
    ] = {}
    vm_state_storage_class: Annotated[
        LongName,
        Field(
            description="Where a TPM and UEFI keep their state: a class, an alias, or `default` for the cluster's own.",
            examples=["fast"],
        ),
    ] = ""
    use_emulation: Annotated[
        bool,
        Field(description="Runs machines without KVM, slowly: for tests only.", examples=[True]),
    ] = False


class CDISpec(ComponentSpec):
    """CDI, the Containerized Data Importer."""

    version: Annotated[Version, Field(description="The release.", examples=["v1.66.0"])]
    release_url: Annotated[
        Url,
        Field(
            alias="releaseURL",
            description="Where the folder of each release is, for a mirror.",
            examples=["https://mirror.example.org/cdi"],
        ),
    ] = "https://github.com/kubevirt/containerized-data-importer/releases/download"


class SecretsSpec(Authored):
    """How Secrets get into the cluster."""

    decryption_secret: Annotated[
        LongName,
        Field(
            description="The Secret with the private key for SOPS, in the namespace of Flux; none for a key store.",
            examples=["sops-age"],
        ),
    ] = ""
    depends_on: Annotated[
        tuple[LongName, ...],
        Field(
            description="Flux Kustomizations that bring External Secrets or Sealed Secrets: machines wait for them.",
            examples=[["external-secrets"]],
        ),
    ] = ()


class FluxSourceSpec(Authored):
    """The source object that Flux reads the output from."""

    kind: Annotated[
        Literal["GitRepository", "OCIRepository", "Bucket"],
        Field(description="Its kind.", examples=["OCIRepository"]),
    ] = "GitRepository"
    name: Annotated[LongName, Field(description="Its name.", examples=["fleet"])] = "flux-system"


class FluxSpec(Authored):
    """How Flux finds what is written here."""

    namespace: Annotated[Name, Field(description="The namespace of its Kustomizations.", examples=["flux-system"])] = (
        "flux-system"
    )
    source: Annotated[FluxSourceSpec, Field(default_factory=cache(FluxSourceSpec), description="The source object.")]
    path: Annotated[
        str,
        Field(
            pattern=PATH_PATTERN,
            description="Where the output folder is within the source. Left out, the same as in the repository.",
            examples=["./clusters/homelab"],
        ),
    ] = ""
    extra_resources: Annotated[
        tuple[Annotated[str, Field(pattern=PATH_PATTERN)], ...],
        Field(
            description="Folders and files beside the output that the root lists too, such as Flux's own.",
            examples=[["flux-system"]],
        ),
    ] = ()
