"""The fleet: everything linked. Checks and targets read this and nothing else."""

from collections.abc import Mapping
from typing import TypeAlias

from vmgen.diagnostics import Location
from vmgen.fleet.networks import Interface
from vmgen.fleet.placement import NodeFit
from vmgen.model.layers import Written
from vmgen.model.spec.cluster import ClusterSpec, StorageClassSpec
from vmgen.model.spec.credentials import SecretRefSpec, SSHKeySpec
from vmgen.model.spec.disk import DiskSpec
from vmgen.model.spec.image import ImageSpec
from vmgen.model.spec.machine import MachineSpec, MachineTemplateSpec
from vmgen.model.spec.network_configuration import NetworkConfigurationSpec
from vmgen.model.spec.source import ContainerDiskSource, ExistingClaimSource, Source
from vmgen.records import record

Image: TypeAlias = Written[ImageSpec]
NetworkConfiguration: TypeAlias = Written[NetworkConfigurationSpec]
SSHKey: TypeAlias = Written[SSHKeySpec]
SecretRef: TypeAlias = Written[SecretRefSpec]
Template: TypeAlias = Written[MachineTemplateSpec]


@record
class Disk:
    """A disk with its source looked up. `size` is empty where the source brings the disk as it is."""

    spec: DiskSpec
    name: str
    size: str
    storage_class: str
    """The real class, or empty for the one that the cluster calls its default."""
    known_class: StorageClassSpec | None
    access_mode: str
    volume_mode: str
    """Empty where nobody named one, and neither CDI nor the device needs one."""
    source: Source | None
    image: Image | None
    claim: str
    """The name of the claim or DataVolume; empty for a container disk."""
    bus: str
    boot_order: int | None

    @property
    def is_cdrom(self) -> bool:
        return self.spec.type == "cdrom"

    @property
    def has_own_claim(self) -> bool:
        """Whether a claim is made for it, with or without a DataVolume."""
        return not isinstance(self.source, (ContainerDiskSource, ExistingClaimSource))


@record
class Guest:
    """What cloud-init gets: texts as they are written into the VirtualMachine, or names of Secrets."""

    user_data: str = ""
    network_data: str = ""
    user_data_secret: str = ""
    network_data_secret: str = ""

    @property
    def is_empty(self) -> bool:
        return self == _NO_GUEST


_NO_GUEST = Guest()


@record
class Cluster:
    """A target of machines."""

    written: Written[ClusterSpec]
    architectures: frozenset[str]
    node_fits: Mapping[str, NodeFit]
    """By architecture: where machines can run that ask for nothing more."""
    output: str
    """The folder of its tree, below the repository."""

    @property
    def name(self) -> str:
        return self.written.name

    @property
    def spec(self) -> ClusterSpec:
        return self.written.spec

    @property
    def releases(self) -> dict[str, str]:
        """What the cluster runs, by product: the release decides which fields the product's kinds have."""
        return {"kubevirt": self.spec.kubevirt.version, "cdi": self.spec.cdi.version}


@record
class Machine:
    """A machine on a cluster. Nothing is left to look up: what builds on it cannot fail."""

    written: Written[MachineSpec]
    spec: MachineSpec
    name: str
    namespace: str
    cluster: Cluster
    architecture: str
    disks: tuple[Disk, ...]
    interfaces: tuple[Interface, ...]
    boot_classes: tuple[str, ...]
    """The kinds of devices of `bootOrder`; empty where nobody names any, or devices have places of their own."""
    guest: Guest
    run_strategy: str
    template: str
    identity: str
    """`cluster/namespace/name`: what derived identities are made of."""
    node_fit: NodeFit = NodeFit((), ())
    """Where it can run."""
    set: str = ""
    """The name that is typed of a machine that is one of several replicas."""

    def where(self, *route: str | int) -> Location:
        """Where the value at `route` below `spec` was written; items of lists go by their names."""
        return self.written.where(*route)


@record
class Fleet:
    """All clusters with their machines, and what machines may refer to."""

    clusters: tuple[Cluster, ...]
    machines: tuple[Machine, ...]
    networks: tuple[NetworkConfiguration, ...] = ()
    images: tuple[Image, ...] = ()
    ssh_keys: tuple[SSHKey, ...] = ()
    secret_refs: tuple[SecretRef, ...] = ()
    templates: tuple[Template, ...] = ()

    def machines_of(self, cluster: Cluster) -> tuple[Machine, ...]:
        return tuple(machine for machine in self.machines if machine.cluster is cluster)
