"""The fleet: everything linked. Checks and targets read this and nothing else."""

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from vmgen.diagnostics import Location
from vmgen.facts.cloud_init import INLINE_SIZE
from vmgen.facts.feature_gates import FeatureGates
from vmgen.fleet.links import machines_folder
from vmgen.fleet.networks import Interface
from vmgen.fleet.placement import NodeFit
from vmgen.model.layers import Written
from vmgen.model.lock import Lock
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
class Attachment:
    """A file of the catalog that holds no documents of ours."""

    file: str
    text: str


@record
class Secret:
    """A Secret that a SecretRef stands for, and the file that holds it, encrypted."""

    written: Written[SecretRefSpec]
    attachment: Attachment | None = None

    @property
    def name(self) -> str:
        return self.written.name

    @property
    def namespace(self) -> str:
        return self.written.metadata.namespace

    @property
    def spec(self) -> SecretRefSpec:
        return self.written.spec


@record
class Guest:
    """What the guest reads when it starts: texts for cloud-init, or names of Secrets."""

    user_data: str = ""
    network_data: str = ""
    user_data_secret: str = ""
    network_data_secret: str = ""
    sysprep_secret: str = ""
    """What Windows gets instead."""

    @property
    def has_cloud_init(self) -> bool:
        return bool(self.user_data or self.network_data or self.user_data_secret or self.network_data_secret)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of all Secrets, each once."""
        named = self.user_data_secret, self.network_data_secret, self.sysprep_secret
        return tuple(dict.fromkeys(name for name in named if name)) if any(named) else ()

    @property
    def large(self) -> dict[str, str]:
        """The texts that a VirtualMachine cannot carry, by the keys that KubeVirt reads of a Secret."""
        large = {"userdata": self.user_data} if _is_large(self.user_data) else {}
        return large | {"networkdata": self.network_data} if _is_large(self.network_data) else large


def _is_large(text: str) -> bool:
    """A character has four bytes at most: most texts need not be encoded to know."""
    return len(text) > INLINE_SIZE // 4 and len(text.encode(errors="replace")) > INLINE_SIZE


@record
class Cluster:
    """A target of machines."""

    written: Written[ClusterSpec]
    architectures: frozenset[str]
    node_fits: Mapping[str, NodeFit]
    """By architecture: where machines can run that ask for nothing more."""
    output: str
    """The folder of its tree, below the repository."""
    releases: Mapping[str, str]
    """What the cluster runs, by product: the release decides which fields the product's kinds have."""
    feature_gates: FeatureGates
    vm_state_class: StorageClassSpec | None = None
    """Where KubeVirt keeps what machines have to remember beside their disks; None where the cluster says nothing."""
    scratch_class: StorageClassSpec | None = None
    """Where CDI unpacks disks; None where the cluster decides."""
    lock: Lock | None = None
    """That of the fleet."""
    vendored: Mapping[str, Attachment] = field(default_factory=dict)
    """By component that vmgen manages: the manifest of its release, where the catalog has it."""

    @property
    def name(self) -> str:
        return self.written.name

    @property
    def spec(self) -> ClusterSpec:
        return self.written.spec


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
    secrets: tuple[Secret, ...]
    """Those that the guest or the import of a disk reads."""
    run_strategy: str
    template: str
    identity: str
    """`cluster/namespace/name`: what derived identities are made of."""
    node_fit: NodeFit = NodeFit((), ())
    """Where it can run."""
    set: str = ""
    """The name that is typed of a machine that is one of several replicas."""
    shard: int = 0
    """Which of the Kustomizations of its namespace applies it."""

    @property
    def folder(self) -> str:
        """The folder of its file, below that of the cluster."""
        return machines_folder(self.namespace, self.shard)

    @property
    def cloud_init_secret(self) -> str:
        """The name of the Secret for what is too large to stand in the VirtualMachine.

        It stays the same whatever it holds: a machine that migrates needs the one that it was started with.
        """
        return f"{self.name}-cloudinit"

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
    templates: tuple[Template, ...] = ()
    secrets: tuple[Secret, ...] = ()
    broken: frozenset[str] = frozenset()
    """Names of what is in the catalog, and not here since it is not well formed."""
    is_whole: bool = True
    """Whether all machines of the catalog are here: one that names something missing is not."""
    configured: tuple[Machine, ...] = ()
    """Those of the machines whose interfaces say how the guest sets them up."""
    lock: Lock | None = None
    """What the registries said of images, and what was fetched; None where nobody asked, or the answer is `broken`."""

    def machines_of(self, cluster: Cluster) -> tuple[Machine, ...]:
        return tuple(machine for machine in self.machines if machine.cluster is cluster)
