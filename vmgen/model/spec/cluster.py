"""Cluster: where machines go."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field

from vmgen.model.spec.base import (
    DEVICE_PATTERN,
    MAC_PREFIX_PATTERN,
    PATH_PATTERN,
    PIN_PATTERN,
    Authored,
    Dependency,
    LongName,
    Name,
)
from vmgen.model.spec.cdi import CDISpec
from vmgen.model.spec.disk import AccessMode, VolumeMode
from vmgen.model.spec.flux import FluxSpec
from vmgen.model.spec.kubevirt import KubeVirtSpec
from vmgen.model.spec.monitoring import MonitoringSpec
from vmgen.model.spec.namespaces import NamespacesSpec
from vmgen.model.spec.network import Binding
from vmgen.model.spec.nodes import NodeGroupSpec
from vmgen.model.spec.patch import PatchSpec
from vmgen.model.spec.platform import KubernetesSpec, SecretsSpec


class ClaimPropertySet(Authored):
    """Modes that go together."""

    access_modes: Annotated[
        tuple[AccessMode, ...], Field(min_length=1, description="Access modes.", examples=[["ReadWriteMany"]])
    ]
    volume_mode: Annotated[VolumeMode, Field(description="Their volume mode.", examples=["Block"])]


class StorageClassSpec(Authored):
    """A StorageClass of the cluster."""

    name: Annotated[LongName, Field(description="Its name in the cluster.", examples=["local-path"])]
    provisioner: Annotated[
        str,
        Field(
            min_length=1,
            description="Who provisions it: decides the modes it can have.",
            examples=["rancher.io/local-path"],
        ),
    ]
    parameters: Annotated[
        dict[str, str],
        Field(description="Parameters that change what it can do.", examples=[{"migratable": "true"}]),
    ] = {}
    access_mode: Annotated[
        AccessMode | None,
        Field(description="The access mode of disks that name none.", examples=["ReadWriteMany"]),
    ] = None
    volume_mode: Annotated[
        VolumeMode | None,
        Field(description="The volume mode of disks that name none.", examples=["Block"]),
    ] = None
    claim_property_sets: Annotated[
        tuple[ClaimPropertySet, ...],
        Field(
            description="The modes it offers, as in CDI's StorageProfile, where its provisioner does not tell.",
            examples=[[{"accessModes": ["ReadWriteMany"], "volumeMode": "Block"}]],
        ),
    ] = ()
    binding_mode: Annotated[
        Literal["Immediate", "WaitForFirstConsumer"] | None,
        Field(description="When it makes a volume, as its StorageClass says.", examples=["WaitForFirstConsumer"]),
    ] = None


class StorageSpec(Authored):
    """The storage of a cluster."""

    default: Annotated[
        LongName,
        Field(description="The class or alias that `default` means. Left out, the cluster decides.", examples=["fast"]),
    ] = ""
    aliases: Annotated[
        dict[Name, LongName],
        Field(
            description="Other names for classes, so that one catalog fits many clusters.", examples=[{"fast": "ceph"}]
        ),
    ] = {}
    classes: Annotated[
        tuple[StorageClassSpec, ...],
        Field(
            description="The StorageClasses of the cluster.",
            examples=[[{"name": "local-path", "provisioner": "rancher.io/local-path"}]],
        ),
    ] = ()
    depends_on: Annotated[
        tuple[Dependency, ...],
        Field(
            description="Flux Kustomizations that bring the storage: machines wait for them.", examples=[["rook-ceph"]]
        ),
    ] = ()


class ClusterNetworkSpec(Authored):
    """The network of a cluster."""

    multus: Annotated[
        bool,
        Field(description="Whether Multus is there, which machines need to attach to a network.", examples=[True]),
    ] = False
    bridges: Annotated[
        tuple[Annotated[str, Field(pattern=DEVICE_PATTERN)], ...],
        Field(description="Bridges that every node has, of Linux or of Open vSwitch.", examples=[["br0"]]),
    ] = ()
    pod_binding: Annotated[
        Binding,
        Field(description="How interfaces on the pod network are connected that say nothing.", examples=["bridge"]),
    ] = "masquerade"
    mac_prefix: Annotated[
        str,
        Field(
            pattern=MAC_PREFIX_PATTERN,
            description="What derived MAC addresses start with. Another one gives every machine new addresses.",
            examples=["06"],
        ),
    ] = "02"
    depends_on: Annotated[
        tuple[Dependency, ...],
        Field(description="Flux Kustomizations that bring the network: machines wait for them.", examples=[["multus"]]),
    ] = ()


class PolicySpec(Authored):
    """What the owner of the cluster insists on."""

    strict: Annotated[
        bool, Field(description="Makes an error of each warning that no comment ignores.", examples=[True])
    ] = False
    pin_images: Annotated[
        bool,
        Field(
            description="Writes container images by the digests that `vmgen lock` found, instead of by their tags.",
            examples=[True],
        ),
    ] = False


class ClusterSpec(Authored):
    """A cluster that machines go to, and the platform on it."""

    nodes: Annotated[
        tuple[NodeGroupSpec, ...],
        Field(
            min_length=1,
            description="The nodes that run machines, in groups that are alike.",
            examples=[[{"name": "pi", "architecture": "arm64", "count": 3}]],
        ),
    ]
    distribution: Annotated[
        Literal["kubernetes", "openshift"],
        Field(
            description="With `openshift`, KubeVirt and CDI are left to OpenShift Virtualization.",
            examples=["openshift"],
        ),
    ] = "kubernetes"
    kubernetes: Annotated[
        KubernetesSpec, Field(default_factory=cache(KubernetesSpec), description="Kubernetes itself.")
    ]
    kubevirt: Annotated[KubeVirtSpec, Field(description="KubeVirt.")]
    cdi: Annotated[CDISpec, Field(description="CDI, which fills disks.")]
    storage: Annotated[StorageSpec, Field(default_factory=cache(StorageSpec), description="Storage.")]
    network: Annotated[ClusterNetworkSpec, Field(default_factory=cache(ClusterNetworkSpec), description="Network.")]
    secrets: Annotated[
        SecretsSpec, Field(default_factory=cache(SecretsSpec), description="How Secrets get into the cluster.")
    ]
    namespaces: Annotated[
        NamespacesSpec, Field(default_factory=cache(NamespacesSpec), description="Where machines are.")
    ]
    flux: Annotated[
        FluxSpec, Field(default_factory=cache(FluxSpec), description="How Flux finds what is written here.")
    ]
    monitoring: Annotated[
        MonitoringSpec | None,
        Field(
            description="What watches the machines. Left out, nothing of it is written.",
            examples=[{"prometheus": {"namespace": "monitoring"}, "dependsOn": ["kube-prometheus-stack"]}],
        ),
    ] = None
    defaults: Annotated[
        dict[str, Any],
        Field(
            description="A partial Machine spec, for every machine of the cluster.",
            examples=[{"sshKeys": ["ops"]}],
        ),
    ] = {}
    output: Annotated[
        str,
        Field(
            pattern=PATH_PATTERN,
            description="The folder to write to, below the repository. Left out, `clusters/<name>`.",
            examples=["clusters/homelab"],
        ),
    ] = ""
    vmgen: Annotated[
        str,
        Field(
            pattern=PIN_PATTERN,
            description="Which versions of vmgen may write the tree. Left out, any.",
            examples=[">=0.1,<1"],
        ),
    ] = ""
    policy: Annotated[PolicySpec, Field(default_factory=cache(PolicySpec), description="What the owner insists on.")]
    patches: Annotated[
        tuple[PatchSpec, ...],
        Field(
            description="Changes to what is written beside the machines: platform, namespaces, networks, Flux's links.",
            examples=[[{"target": {"kind": "KubeVirt"}, "operations": [{"op": "test", "path": "/kind"}]}]],
        ),
    ] = ()
