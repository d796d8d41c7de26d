"""Settings of KubeVirt that have parts."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import Authored, Quantity
from vmgen.model.spec.component import (
    CertificateSpec,
    NodePlacementSpec,
    PodResourceRequirementsSpec,
    TlsVersion,
    Verbosity,
)
from vmgen.model.spec.metadata import LabelKey, LabelValue

CIPHER_PATTERN = r"^TLS_[A-Z0-9_]+$"

_Level = Annotated[Verbosity | None, Field(description="Of this component.", examples=[4])]


class InfraSpec(Authored):
    """virt-api and virt-controller."""

    replicas: Annotated[
        int | None,
        Field(
            ge=1, description="How many of each. KubeVirt runs two, and vmgen writes one for one node.", examples=[2]
        ),
    ] = None
    node_placement: Annotated[
        NodePlacementSpec | None,
        Field(
            description="Where they run.",
            examples=[{"nodeSelector": {"example.org/platform": "true"}}],
        ),
    ] = None


class WorkloadsSpec(Authored):
    """virt-handler, which a node needs to run machines."""

    node_placement: Annotated[
        NodePlacementSpec | None,
        Field(description="Where it runs.", examples=[{"nodeSelector": {"example.org/machines": "true"}}]),
    ] = None


class SelfSignedSpec(Authored):
    """The certificates that KubeVirt makes for itself."""

    ca: Annotated[CertificateSpec | None, Field(description="Those that sign.", examples=[{"duration": "168h"}])] = None
    server: Annotated[
        CertificateSpec | None, Field(description="Those of servers and clients.", examples=[{"duration": "24h"}])
    ] = None


class CertificateRotateStrategySpec(Authored):
    """How certificates are renewed."""

    self_signed: Annotated[
        SelfSignedSpec | None,
        Field(description="Those that KubeVirt makes for itself.", examples=[{"ca": {"duration": "168h"}}]),
    ] = None


class TlsConfigurationSpec(Authored):
    """What KubeVirt's servers accept."""

    min_tls_version: Annotated[
        TlsVersion | None,
        Field(alias="minTLSVersion", description="The oldest version of TLS.", examples=["VersionTLS12"]),
    ] = None
    ciphers: Annotated[
        tuple[Annotated[str, Field(pattern=CIPHER_PATTERN)], ...],
        Field(
            description="The ciphers, by the names of Go. Up to TLS 1.2 only.",
            examples=[["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]],
        ),
    ] = ()


class LogVerbositySpec(Authored):
    """How much the components log: 0 to 9, where KubeVirt's default is 2."""

    virt_api: Annotated[_Level, Field(alias="virtAPI")] = None
    virt_controller: _Level = None
    virt_handler: _Level = None
    virt_launcher: _Level = None
    virt_operator: _Level = None
    node_verbosity: Annotated[
        dict[str, Verbosity], Field(description="Of virt-handler on single nodes.", examples=[{"node-1": 6}])
    ] = {}


class LabelSelectorSpec(Authored):
    """What has these labels."""

    match_labels: Annotated[
        dict[LabelKey, LabelValue],
        Field(min_length=1, description="The labels.", examples=[{"example.org/tier": "lab"}]),
    ]


class KsmConfigurationSpec(Authored):
    """Nodes on which the kernel shares equal pages of memory."""

    node_label_selector: Annotated[
        LabelSelectorSpec,
        Field(description="The nodes.", examples=[{"matchLabels": {"example.org/ksm": "true"}}]),
    ]


class SmbiosSpec(Authored):
    """What machines say about their hardware."""

    manufacturer: Annotated[str, Field(description="The maker.", examples=["Example"])] = ""
    product: Annotated[str, Field(description="The product.", examples=["Example Cloud"])] = ""
    version: Annotated[str, Field(description="Its version.", examples=["1.0"])] = ""
    sku: Annotated[str, Field(description="Its number.", examples=["small"])] = ""
    family: Annotated[str, Field(description="Its family.", examples=["machines"])] = ""


class VirtualMachineOptionsSpec(Authored):
    """What is switched off for all machines."""

    disable_free_page_reporting: Annotated[
        bool, Field(description="Machines no longer give back memory that they do not use.", examples=[True])
    ] = False
    disable_serial_console_log: Annotated[
        bool, Field(description="What machines write to the serial console is no longer logged.", examples=[True])
    ] = False


class SupportContainerSpec(Authored):
    """A sort of containers beside machines, and what each gets."""

    type: Annotated[
        Literal["container-disk", "guest-console-log", "hotplug-disk", "sidecar", "virtiofs", "vmexport"],
        Field(description="What they do.", examples=["guest-console-log"]),
    ]
    resources: Annotated[
        PodResourceRequirementsSpec,
        Field(description="What each gets.", examples=[{"limits": {"cpu": "15m", "memory": "60M"}}]),
    ]


class DiskVerificationSpec(Authored):
    """The look at container disks before a machine starts."""

    memory_limit: Annotated[Quantity, Field(description="The memory that it may take.", examples=["2G"])]


class EnabledSpec(Authored):
    """Something that can be left out."""

    enabled: Annotated[bool, Field(description="Whether it is there.", examples=[False])]


class NodeMediatedDevicesSpec(Authored):
    """What is made on some of the nodes."""

    node_selector: Annotated[
        dict[LabelKey, LabelValue],
        Field(min_length=1, description="Labels of the nodes.", examples=[{"example.org/gpu": "t4"}]),
    ]
    mediated_device_types: Annotated[
        tuple[str, ...], Field(min_length=1, description="Types of the driver.", examples=[["nvidia-222"]])
    ]


class MediatedDevicesSpec(Authored):
    """Parts of devices that KubeVirt makes on nodes, such as virtual GPUs."""

    mediated_device_types: Annotated[
        tuple[str, ...], Field(description="Types of the driver, on all nodes.", examples=[["nvidia-222"]])
    ] = ()
    node_mediated_device_types: Annotated[
        tuple[NodeMediatedDevicesSpec, ...],
        Field(
            description="Types for some of the nodes, instead.",
            examples=[[{"nodeSelector": {"example.org/gpu": "t4"}, "mediatedDeviceTypes": ["nvidia-228"]}]],
        ),
    ] = ()


class RateLimitSpec(Authored):
    """How much a component may ask of the API server."""

    qps: Annotated[int, Field(ge=1, description="Requests in a second.", examples=[50])]
    burst: Annotated[int, Field(ge=1, description="Requests at once.", examples=[100])]


class RateLimitsSpec(Authored):
    """How much the components may ask of the API server: more, on large clusters."""

    api: Annotated[RateLimitSpec | None, Field(description="virt-api.", examples=[{"qps": 50, "burst": 100}])] = None
    controller: Annotated[
        RateLimitSpec | None, Field(description="virt-controller.", examples=[{"qps": 400, "burst": 600}])
    ] = None
    handler: Annotated[
        RateLimitSpec | None, Field(description="virt-handler.", examples=[{"qps": 10, "burst": 20}])
    ] = None
    webhook: Annotated[
        RateLimitSpec | None, Field(description="The webhooks of virt-api.", examples=[{"qps": 400, "burst": 600}])
    ] = None


class ChangedBlockTrackingSpec(Authored):
    """Machines whose changed blocks are tracked, for incremental backups."""

    namespace_label_selector: Annotated[
        LabelSelectorSpec | None,
        Field(description="Those in such namespaces.", examples=[{"matchLabels": {"example.org/backup": "true"}}]),
    ] = None
    virtual_machine_label_selector: Annotated[
        LabelSelectorSpec | None,
        Field(description="Those with such labels.", examples=[{"matchLabels": {"example.org/backup": "true"}}]),
    ] = None
