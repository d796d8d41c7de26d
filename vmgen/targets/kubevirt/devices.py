"""Disks and interfaces of a VirtualMachine, with their volumes and networks."""

from typing import Any

from vmgen.fleet.fleet import Disk, Guest, Interface, Machine
from vmgen.model.spec.disk import CLOUD_INIT_DISK
from vmgen.model.spec.source import ContainerDiskSource, ExistingClaimSource
from vmgen.targets.manifest import JsonObject, present

_POD_INTERFACE = Interface(name="default", network=None, model="virtio", mac_address="", boot_order=None)


def devices(machine: Machine) -> JsonObject:
    disks = [_disk(disk) for disk in machine.disks]
    if not machine.guest.is_empty:
        disks.append({"name": CLOUD_INIT_DISK, "disk": {"bus": "virtio"}})
    return present(
        {
            "disks": disks or None,
            "interfaces": [_interface(one) for one in _interfaces(machine)],
            "networkInterfaceMultiqueue": True if _can_multiqueue(machine) else None,
        }
    )


def volumes(machine: Machine) -> list[JsonObject]:
    volumes = [{"name": disk.name, **_volume(disk)} for disk in machine.disks]
    if not machine.guest.is_empty:
        volumes.append({"name": CLOUD_INIT_DISK, "cloudInitNoCloud": _cloud_init(machine.guest)})
    return volumes


def networks(machine: Machine) -> list[JsonObject]:
    return [{"name": one.name, **_network(one)} for one in _interfaces(machine)]


def _interfaces(machine: Machine) -> tuple[Interface, ...]:
    return machine.interfaces or (_POD_INTERFACE,)


def _disk(disk: Disk) -> JsonObject:
    device = "cdrom" if disk.is_cdrom else "disk"
    return present({"name": disk.name, device: {"bus": disk.bus}, "bootOrder": disk.boot_order})


def _volume(disk: Disk) -> JsonObject:
    if isinstance(disk.source, ContainerDiskSource):
        return {"containerDisk": {"image": disk.source.image}}
    if disk.source is None or isinstance(disk.source, ExistingClaimSource):
        return {"persistentVolumeClaim": {"claimName": disk.claim}}
    return {"dataVolume": {"name": disk.claim}}


def _interface(interface: Interface) -> JsonObject:
    binding: dict[str, Any] = {"masquerade": {}} if interface.network is None else {"bridge": {}}
    return present(
        {
            "name": interface.name,
            **binding,
            "model": interface.model,
            "macAddress": interface.mac_address or None,
            "bootOrder": interface.boot_order,
        }
    )


def _network(interface: Interface) -> JsonObject:
    return {"pod": {}} if interface.network is None else {"multus": {"networkName": interface.network.name}}


def _cloud_init(guest: Guest) -> JsonObject:
    return present(
        {
            "userData": guest.user_data or None,
            "secretRef": {"name": guest.user_data_secret} if guest.user_data_secret else None,
            "networkData": guest.network_data or None,
            "networkDataSecretRef": {"name": guest.network_data_secret} if guest.network_data_secret else None,
        }
    )


def _can_multiqueue(machine: Machine) -> bool:
    """A queue for each virtual CPU is more than one, and virtio is the only card with queues."""
    is_virtio = any(one.model == "virtio" for one in _interfaces(machine))
    return is_virtio and machine.spec.resources.cpu.vcpus > 1
