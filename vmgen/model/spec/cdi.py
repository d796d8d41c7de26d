"""CDI on a cluster."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import LongName, Url, Version
from vmgen.model.spec.cdi_settings import (
    CDIInfraSpec,
    CertConfigSpec,
    FilesystemOverheadSpec,
    ImportProxySpec,
    TlsSecurityProfileSpec,
)
from vmgen.model.spec.component import ComponentSpec, NodePlacementSpec, PodResourceRequirementsSpec, Verbosity


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
    feature_gates: Annotated[
        tuple[str, ...],
        Field(
            description="Feature gates to switch on, beside `HonorWaitForFirstConsumer`, which always is.",
            examples=[["DataVolumeClaimAdoption"]],
        ),
    ] = ()
    scratch_space_storage_class: Annotated[
        LongName,
        Field(
            description="Where disks are unpacked: a class or an alias. Left out or `default`, the cluster's own, or "
            "else that of the disk.",
            examples=["fast"],
        ),
    ] = ""
    filesystem_overhead: Annotated[
        FilesystemOverheadSpec | None,
        Field(description="The part of a file system that is no room for a disk.", examples=[{"global": "0.06"}]),
    ] = None
    preallocation: Annotated[
        bool | None, Field(description="Whether all of a disk is written when it is made.", examples=[True])
    ] = None
    clone_strategy_override: Annotated[
        Literal["copy", "snapshot", "csi-clone"] | None,
        Field(description="How claims are cloned. Left out, as well as the class can.", examples=["copy"]),
    ] = None
    import_proxy: Annotated[
        ImportProxySpec | None,
        Field(
            description="What downloads of disks go through.",
            examples=[{"HTTPSProxy": "http://proxy.example.org:3128"}],
        ),
    ] = None
    insecure_registries: Annotated[
        tuple[str, ...],
        Field(description="Registries without TLS, by name and port.", examples=[["registry.example.org:5000"]]),
    ] = ()
    upload_proxy_url_override: Annotated[
        str,
        Field(
            alias="uploadProxyURLOverride",
            description="Where people upload disks to, if there is an ingress for it.",
            examples=["https://upload.example.org"],
        ),
    ] = ""
    pod_resource_requirements: Annotated[
        PodResourceRequirementsSpec | None,
        Field(description="What the pods get that fill disks.", examples=[{"limits": {"memory": "2Gi"}}]),
    ] = None
    webhook_pvc_rendering: Annotated[
        Literal["Enabled", "Disabled"] | None,
        Field(
            description="Whether claims with a label are completed from what CDI knows of their class. CDI 1.66; "
            "before, a feature gate does it.",
            examples=["Disabled"],
        ),
    ] = None
    log_verbosity: Annotated[Verbosity | None, Field(description="How much CDI logs: 0 to 9.", examples=[3])] = None
    tls_security_profile: Annotated[
        TlsSecurityProfileSpec | None,
        Field(description="What CDI's servers accept.", examples=[{"type": "Modern"}]),
    ] = None
    cert_config: Annotated[
        CertConfigSpec | None,
        Field(description="How certificates are renewed.", examples=[{"ca": {"duration": "48h"}}]),
    ] = None
    priority_class: Annotated[
        LongName, Field(description="The PriorityClass of CDI's own pods.", examples=["system-cluster-critical"])
    ] = ""
    infra: Annotated[
        CDIInfraSpec | None,
        Field(description="cdi-deployment, cdi-apiserver and cdi-uploadproxy.", examples=[{"deploymentReplicas": 2}]),
    ] = None
    workload: Annotated[
        NodePlacementSpec | None,
        Field(
            description="Where the pods run that fill disks.",
            examples=[{"nodeSelector": {"example.org/machines": "true"}}],
        ),
    ] = None
