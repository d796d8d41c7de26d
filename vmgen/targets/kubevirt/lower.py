"""Machines of a cluster as Kubernetes objects, a folder for each namespace."""

from collections.abc import Iterator
from operator import attrgetter

from vmgen.diagnostics import Diagnostic
from vmgen.fleet.fleet import Cluster, Disk, Machine, Secret
from vmgen.fleet.links import machines_folder
from vmgen.fleet.networks import Network
from vmgen.targets.kubevirt.claims import (
    CLAIM_SOURCES,
    DATA_VOLUME_SOURCES,
    data_volume,
    persistent_volume_claim,
)
from vmgen.targets.kubevirt.cloud_init import SECRET_SOURCES, cloud_init_secret
from vmgen.targets.kubevirt.namespace import (
    NAMESPACE_SOURCES,
    NETWORK_SOURCES,
    exists_already,
    namespace,
    network_attachment_definition,
)
from vmgen.targets.kubevirt.secrets import secret_manifest
from vmgen.targets.kubevirt.virtual_machine import SOURCES, virtual_machine
from vmgen.targets.labels import Labels, machine_labels
from vmgen.targets.manifest import JsonObject, Manifest
from vmgen.targets.patches import patched
from vmgen.targets.source_map import SourceMap


def lower_machines(cluster: Cluster, machines: tuple[Machine, ...], *, faults: list[Diagnostic]) -> Iterator[Manifest]:
    """What the machines of one cluster become, by namespace, each machine with its disks."""
    by_namespace: dict[str, list[Machine]] = {}
    for machine in machines:
        by_namespace.setdefault(machine.namespace, []).append(machine)
    for name in sorted(by_namespace):
        yield from _namespace(name, cluster, by_namespace[name], faults)


def lower_machine(machine: Machine) -> Iterator[Manifest]:
    """A pure function of the machine and its cluster, all in one file."""
    path = f"{machine.folder}/machine-{machine.name}.yaml"
    labels = machine_labels(machine)
    for disk in machine.disks:
        body, sources = _volume(machine, disk, labels)
        if body is not None:
            yield Manifest(body, path, machine.written, sources, (disk.name,))
    large = machine.guest.large
    if large:
        yield Manifest(cloud_init_secret(machine, large, labels), path, machine.written, SECRET_SOURCES)
    yield Manifest(virtual_machine(machine, labels), path, machine.written, SOURCES)


def _volume(machine: Machine, disk: Disk, labels: Labels) -> tuple[JsonObject | None, SourceMap]:
    """None where the disk brings its volume with it."""
    if not disk.has_own_claim:
        return None, CLAIM_SOURCES
    if disk.source is None:
        return persistent_volume_claim(machine, disk, labels), CLAIM_SOURCES
    return data_volume(machine, disk, labels), DATA_VOLUME_SOURCES


def _namespace(name: str, cluster: Cluster, machines: list[Machine], faults: list[Diagnostic]) -> Iterator[Manifest]:
    folder = machines_folder(name)
    if not exists_already(name, cluster):
        body = namespace(name, cluster)
        yield Manifest(body, f"{folder}/namespace.yaml", machines[0].written, NAMESPACE_SOURCES)
    for network in _networks(machines):
        body = network_attachment_definition(network, name, cluster)
        yield Manifest(body, f"{folder}/networks.yaml", network.written, NETWORK_SOURCES, (cluster.name,))
    for secret in _secrets(machines):
        manifest = secret_manifest(secret, cluster, folder)
        if manifest is not None:
            yield manifest
    for machine in sorted(machines, key=attrgetter("name")):
        objects = lower_machine(machine)
        if machine.spec.patches:
            objects = patched(objects, machine.written, faults, prefix=f"{machine.name}-")
        yield from objects


def _networks(machines: list[Machine]) -> list[Network]:
    """The networks that any of the machines attaches to and nobody else makes, by name."""
    used = {one.network.name: one.network for machine in machines for one in machine.interfaces if one.network}
    return [used[name] for name in sorted(used) if not used[name].exists_already]


def _secrets(machines: list[Machine]) -> list[Secret]:
    """The Secrets that any of the machines reads, by name."""
    used = {one.name: one for machine in machines for one in machine.secrets}
    return [used[name] for name in sorted(used)]
