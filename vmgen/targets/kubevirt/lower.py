"""Machines of a cluster as Kubernetes objects, a folder for each namespace."""

from collections.abc import Iterator
from operator import attrgetter

from vmgen.fleet.fleet import Cluster, Disk, Machine, Network
from vmgen.fleet.links import machines_folder
from vmgen.model.disk import ContainerDiskSource, ExistingClaimSource
from vmgen.targets.kubevirt.claims import (
    CLAIM_SOURCES,
    DATA_VOLUME_SOURCES,
    data_volume,
    persistent_volume_claim,
)
from vmgen.targets.kubevirt.namespace import (
    NAMESPACE_SOURCES,
    NETWORK_SOURCES,
    exists_already,
    namespace,
    network_attachment_definition,
)
from vmgen.targets.kubevirt.virtual_machine import SOURCES, virtual_machine
from vmgen.targets.manifest import Manifest


def lower_machines(cluster: Cluster, machines: tuple[Machine, ...]) -> Iterator[Manifest]:
    """What the machines of one cluster become, by namespace, each machine with its disks."""
    by_namespace: dict[str, list[Machine]] = {}
    for machine in machines:
        by_namespace.setdefault(machine.namespace, []).append(machine)
    for name in sorted(by_namespace):
        yield from _namespace(name, cluster, by_namespace[name])


def lower_machine(machine: Machine) -> Iterator[Manifest]:
    """A pure function of the machine and its cluster, all in one file."""
    path = f"{machines_folder(machine.namespace)}/machine-{machine.name}.yaml"
    for disk in machine.disks:
        yield from _disk(machine, disk, path)
    yield Manifest(virtual_machine(machine), path, machine.written, SOURCES)


def _disk(machine: Machine, disk: Disk, path: str) -> Iterator[Manifest]:
    if isinstance(disk.source, (ContainerDiskSource, ExistingClaimSource)):
        return
    if disk.source is None:
        claim = persistent_volume_claim(machine, disk)
        yield Manifest(claim, path, machine.written, CLAIM_SOURCES, (disk.name,))
    else:
        volume = data_volume(machine, disk)
        yield Manifest(volume, path, machine.written, DATA_VOLUME_SOURCES, (disk.name,))


def _namespace(name: str, cluster: Cluster, machines: list[Machine]) -> Iterator[Manifest]:
    folder = machines_folder(name)
    if not exists_already(name, cluster):
        body = namespace(name, cluster)
        yield Manifest(body, f"{folder}/namespace.yaml", machines[0].written, NAMESPACE_SOURCES)
    for network in _networks(machines):
        body = network_attachment_definition(network, name, cluster)
        yield Manifest(body, f"{folder}/networks.yaml", network, NETWORK_SOURCES)
    for machine in sorted(machines, key=attrgetter("name")):
        yield from lower_machine(machine)


def _networks(machines: list[Machine]) -> list[Network]:
    """The networks that any of the machines attaches to, by name."""
    used = {one.network.name: one.network for machine in machines for one in machine.interfaces if one.network}
    return [used[name] for name in sorted(used)]
