"""Disks and interfaces of a VirtualMachine, with their volumes and networks."""

from vmgen.fleet.fleet import Disk, Guest, Machine
from vmgen.fleet.networks import Interface
from vmgen.model.spec.disk import CLOUD_INIT_DISK
from vmgen.model.spec.source import ContainerDiskSource, ExistingClaimSource
from vmgen.targets.manifest import JsonObject, present


def devices(machine: Machine) -> JsonObject:
    disks = [_disk(disk) for disk in machine.disks]
    if not machine.guest.is_empty:
        disks.append({"name": CLOUD_INIT_DISK, "disk": {"bus": "virtio"}})
    return present(
        {
            "disks": disks or None,
            "interfaces": [_interface(one) for one in machine.interfaces],
            "networkInterfaceMultiqueue": _multiqueue(machine),
        }
    )


def volumes(machine: Machine) -> list[JsonObject]:
    volumes = [{"name": disk.name, **_volume(disk)} for disk in machine.disks]
    if not machine.guest.is_empty:
        volumes.append({"name": CLOUD_INIT_DISK, "cloudInitNoCloud": _cloud_init(machine.guest)})
    return volumes


def networks(machine: Machine) -> list[JsonObject]:
    return [{"name": one.name, **_network(one)} for one in machine.interfaces]


def _disk(disk: Disk) -> JsonObject:
    spec = disk.spec
    return present(
        {
            "name": disk.name,
            spec.type: present({"bus": disk.bus, "readonly": spec.read_only}),
            "bootOrder": disk.boot_order,
            "cache": spec.cache,
            "io": spec.io,
            "serial": spec.serial or None,
            "shareable": True if spec.shareable else None,
        }
    )


def _volume(disk: Disk) -> JsonObject:
    if isinstance(disk.source, ContainerDiskSource):
        return {"containerDisk": {"image": disk.source.image}}
    hotplug = {"hotpluggable": True} if disk.spec.hotplug else {}
    if disk.source is None or isinstance(disk.source, ExistingClaimSource):
        return {"persistentVolumeClaim": {"claimName": disk.claim, **hotplug}}
    return {"dataVolume": {"name": disk.claim, **hotplug}}


def _interface(interface: Interface) -> JsonObject:
    return present(
        {
            "name": interface.name,
            interface.binding: {},
            "model": interface.model,
            "macAddress": interface.mac_address or None,
            "bootOrder": interface.boot_order,
            "state": interface.state or None,
        }
    )


def _network(interface: Interface) -> JsonObject:
    return {"pod": {}} if interface.network is None else {"multus": {"networkName": interface.network.attachment}}


def _cloud_init(guest: Guest) -> JsonObject:
    return present(
        {
            "userData": guest.user_data or None,
            "secretRef": {"name": guest.user_data_secret} if guest.user_data_secret else None,
            "networkData": guest.network_data or None,
            "networkDataSecretRef": {"name": guest.network_data_secret} if guest.network_data_secret else None,
        }
    )


def _multiqueue(machine: Machine) -> bool | None:
    """A queue for each virtual CPU is more than one, and virtio is the only card with queues."""
    if machine.spec.network_interface_multiqueue is not None:
        return machine.spec.network_interface_multiqueue
    is_virtio = any(one.model == "virtio" for one in machine.interfaces)
    return True if is_virtio and machine.spec.resources.cpu.vcpus > 1 else None
