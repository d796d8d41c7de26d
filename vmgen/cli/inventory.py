"""What the commands tell of a machine: plain data, as JSON shows it and as tables shorten it."""

from typing import Any

from vmgen.fleet.fleet import Disk, Machine
from vmgen.fleet.networks import Interface
from vmgen.model.spec.base import plain
from vmgen.model.spec.network import POD_NETWORK
from vmgen.syntax.spans import Spans
from vmgen.targets.labels import machine_labels

JsonObject = dict[str, Any]

_POWER = {"Always": "Running"}
"""Words of people for the run strategies that have one."""


def inventory(machine: Machine) -> JsonObject:
    """A machine with everything that identifies it and what it takes."""
    cpu = machine.spec.resources.cpu
    return {
        "cluster": machine.cluster.name,
        "namespace": machine.namespace,
        "name": machine.name,
        "set": machine.set,
        "template": machine.template,
        "architecture": machine.architecture,
        "vcpus": cpu.vcpus,
        "memory": machine.spec.resources.memory.size,
        "disks": [_disk(disk) for disk in machine.disks],
        "networks": [_network(interface) for interface in machine.interfaces],
        "power": power(machine),
        "labels": machine_labels(machine),
    }


def written_in(machine: Machine, spans: Spans) -> JsonObject:
    """The place of its document. To know a line, the file is read again."""
    at = machine.written.at
    return {"file": at.file, "line": spans.first_line(at)}


def power(machine: Machine) -> str:
    """Running, Halted, or the run strategy that says more."""
    return _POWER.get(machine.run_strategy, machine.run_strategy)


def _network(interface: Interface) -> JsonObject:
    return {
        "name": interface.name,
        "network": interface.network.name if interface.network else POD_NETWORK,
        "model": interface.model,
        "macAddress": interface.mac_address,
        "addresses": list(interface.addresses),
    }


def _disk(disk: Disk) -> JsonObject:
    return {
        "name": disk.name,
        "size": disk.size,
        "storageClass": disk.storage_class,
        "accessMode": disk.access_mode,
        "claim": disk.claim,
        "source": _source(disk),
    }


def _source(disk: Disk) -> str:
    """`Image debian-13`, or the word of the language and its first text; empty for a claim that nothing fills."""
    if disk.image is not None:
        return f"Image {disk.image.name}"
    if disk.source is None:
        return ""
    texts = (value for value in plain(disk.source).values() if isinstance(value, str))
    return " ".join((disk.source.key, *texts))
