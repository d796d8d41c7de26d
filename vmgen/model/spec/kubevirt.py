"""KubeVirt on a cluster."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Architecture, LongName, Url, Version
from vmgen.model.spec.component import ComponentSpec


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
