"""Names to things: from a catalog to a fleet in which nothing is left to look up."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from vmgen.diagnostics import Diagnostics, Location
from vmgen.facts.feature_gates import FeatureGates
from vmgen.fleet.boot import boot_order
from vmgen.fleet.codes import AMBIGUOUS_ARCHITECTURE
from vmgen.fleet.disks import disks
from vmgen.fleet.fleet import Cluster, Disk, Fleet, Guest, Machine, Secret
from vmgen.fleet.guest import guest
from vmgen.fleet.interfaces import interfaces
from vmgen.fleet.links import shard_of
from vmgen.fleet.network_data import is_configured, with_network_data
from vmgen.fleet.networks import on_cluster, type_faults
from vmgen.fleet.placement import NodeFit, node_fit
from vmgen.fleet.references import Names
from vmgen.fleet.release_manifest import vendored_manifests
from vmgen.fleet.secrets import secrets
from vmgen.model.decode import Catalog
from vmgen.model.layers import Written
from vmgen.model.lock import Lock
from vmgen.model.spec.cluster import ClusterSpec, StorageClassSpec
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.placement import PlacementSpec
from vmgen.model.spec.source import Download
from vmgen.records import record

_NOTHING: Mapping[str, str] = MappingProxyType({})
_RUN_STRATEGIES = {None: "Always", "Running": "Always", "Halted": "Halted"}


def link(
    catalog: Catalog,
    attachments: Mapping[str, str] = _NOTHING,
    lock: Lock | None = None,
    vendored: Mapping[str, str] = _NOTHING,
) -> tuple[Fleet, Diagnostics]:
    """The fleet; a machine that names something missing is left out. Attachments, and what is vendored, by path."""
    faults = [fault for network in catalog.networks for fault in type_faults(network)]
    names = Names(
        networks={
            cluster.name: {one.name: on_cluster(one, cluster.name) for one in catalog.networks}
            for cluster in catalog.clusters
        },
        images={one.name: one for one in catalog.images},
        ssh_keys={one.name: one for one in catalog.ssh_keys},
        secrets=secrets(catalog.secret_refs, attachments, faults),
        faults=faults,
        broken=catalog.broken,
    )
    clusters = {written.name: _cluster(written, names, lock, vendored) for written in catalog.clusters}
    machines: list[Machine] = []
    for one in catalog.machines:
        cluster = clusters.get(one.cluster)
        machine = _MachineLinker(one.machine, cluster, names).machine(one.set) if cluster is not None else None
        if machine is not None:
            machines.append(machine)
    fleet = Fleet(
        clusters=tuple(clusters.values()),
        machines=tuple(machines),
        networks=catalog.networks,
        images=catalog.images,
        ssh_keys=catalog.ssh_keys,
        templates=catalog.templates,
        secrets=tuple(names.secrets.values()),
        broken=catalog.broken,
        is_whole=len(machines) == len(catalog.machines) and not catalog.broken,
        configured=tuple(machine for machine in machines if is_configured(machine.spec)),
        lock=lock,
    )
    return fleet, tuple(names.faults)


def _cluster(written: Written[ClusterSpec], names: Names, lock: Lock | None, vendored: Mapping[str, str]) -> Cluster:
    written = _left_to_openshift(written) if written.spec.distribution == "openshift" else written
    kubevirt = written.spec.kubevirt
    for name in written.spec.cdi.filesystem_overhead.storage_class if written.spec.cdi.filesystem_overhead else ():
        _class(name, written, names, "cdi", "filesystemOverhead", "storageClass", name)
    architectures = frozenset(group.architecture for group in written.spec.nodes)
    return Cluster(
        written,
        architectures=architectures,
        node_fits={one: node_fit(written.spec.nodes, one, PlacementSpec()) for one in architectures},
        output=written.spec.output.removeprefix("./").rstrip("/") or f"clusters/{written.name}",
        releases={"kubevirt": kubevirt.version, "cdi": written.spec.cdi.version},
        feature_gates=FeatureGates(
            kubevirt.version, frozenset(kubevirt.feature_gates), frozenset(kubevirt.disabled_feature_gates)
        ),
        vm_state_class=_class(kubevirt.vm_state_storage_class, written, names, "kubevirt", "vmStateStorageClass"),
        scratch_class=_class(
            written.spec.cdi.scratch_space_storage_class, written, names, "cdi", "scratchSpaceStorageClass"
        ),
        lock=lock,
        vendored=vendored_manifests(written.spec, vendored) if vendored else {},
    )


def _left_to_openshift(written: Written[ClusterSpec]) -> Written[ClusterSpec]:
    """OpenShift Virtualization brings both, whatever is said of them."""
    spec, theirs = written.spec, {"manage": False}
    parts = {"kubevirt": spec.kubevirt.model_copy(update=theirs), "cdi": spec.cdi.model_copy(update=theirs)}
    return replace(written, spec=spec.model_copy(update=parts))


def _class(name: str, written: Written[ClusterSpec], names: Names, *route: str) -> StorageClassSpec | None:
    return names.storage_class(name, written.spec.storage, written, *route) if name else None


@record
class _MachineLinker:
    written: Written[MachineSpec]
    cluster: Cluster
    names: Names

    def machine(self, set_: str) -> Machine | None:
        """The machine, or None if it names anything that is missing."""
        known_misses = self.names.misses
        spec, metadata = self.written.spec, self.written.metadata
        identity = f"{self.cluster.name}/{metadata.namespace}/{metadata.name}"
        architecture = self._architecture()
        order = boot_order(self.written, self.names)
        linked_disks = disks(
            self.written, self.cluster.spec, self.names, architecture=architecture, boot_orders=order.disks
        )
        linked_interfaces = interfaces(
            self.written, self.cluster, self.names, identity=identity, boot_orders=order.interfaces
        )
        linked_guest = with_network_data(guest(self.written, self.names), self.written, linked_interfaces, self.names)
        if self.names.misses > known_misses:
            return None
        return Machine(
            written=self.written,
            spec=spec,
            name=metadata.name,
            namespace=metadata.namespace,
            cluster=self.cluster,
            architecture=architecture,
            disks=linked_disks,
            interfaces=linked_interfaces,
            boot_classes=order.classes,
            guest=linked_guest,
            secrets=self._secrets(linked_guest, linked_disks),
            run_strategy=spec.run_strategy or _RUN_STRATEGIES[spec.power_state],
            template=spec.template,
            identity=identity,
            node_fit=self._node_fit(architecture),
            set=set_,
            shard=self._shard(),
        )

    def _node_fit(self, architecture: str) -> NodeFit:
        placement = self.written.spec.placement
        if placement.is_anywhere and architecture in self.cluster.node_fits:
            return self.cluster.node_fits[architecture]
        return node_fit(self.cluster.spec.nodes, architecture, placement)

    def _shard(self) -> int:
        metadata, shards = self.written.metadata, self.cluster.spec.flux.shards
        return shard_of(metadata.name, metadata.namespace, shards.get(metadata.namespace, 1)) if shards else 0

    def _architecture(self) -> str:
        """The one that the author names, or the one that all nodes share; else an arbitrary one, and a fault."""
        chosen = self.written.spec.placement.architecture
        known = sorted(self.cluster.architectures)
        if chosen is None and len(known) > 1:
            listed = " and ".join(f"`{one}`" for one in known)
            message = f"the nodes of `{self.cluster.name}` are {listed}, and nothing says which"
            help_ = f"write `placement: {{architecture: {known[0]}}}` here, or under `defaults` of the Cluster"
            self.names.refuse(AMBIGUOUS_ARCHITECTURE, self._name(), message, help_)
        return chosen or known[0]

    def _secrets(self, linked: Guest, linked_disks: tuple[Disk, ...]) -> tuple[Secret, ...]:
        logins = [disk.source.secret_ref for disk in linked_disks if isinstance(disk.source, Download)]
        used = dict.fromkeys(name for name in (*linked.secrets, *logins) if name) if linked.secrets or logins else ()
        return tuple(self.names.secrets[self.written.metadata.namespace, name] for name in used) if used else ()

    def _name(self) -> Location:
        return self.written.at / "metadata" / "name"
