"""Disks and interfaces of a VirtualMachine, with their volumes and networks."""

from vmgen.facts.architectures import ARCHITECTURES
from vmgen.fleet.fleet import Cluster, Disk, Machine
from vmgen.fleet.locked import written_image
from vmgen.fleet.networks import Interface
from vmgen.model.spec.devices import TpmSpec
from vmgen.model.spec.disk import SYSPREP_DISK
from vmgen.model.spec.source import ContainerDiskSource, ExistingClaimSource
from vmgen.targets.kubevirt.cloud_init import cloud_init_disk, cloud_init_volume
from vmgen.targets.manifest import JsonObject, present


def devices(machine: Machine) -> JsonObject:
    disks = [_disk(disk) for disk in machine.disks]
    if machine.guest.has_cloud_init:
        disks.append(cloud_init_disk(machine))
    if machine.guest.sysprep_secret:
        disks.append({"name": SYSPREP_DISK, "cdrom": {"bus": ARCHITECTURES[machine.architecture].cdrom_bus}})
    return present(
        {
            "disks": disks or None,
            "interfaces": [_interface(one) for one in machine.interfaces],
            "networkInterfaceMultiqueue": _multiqueue(machine),
            "tpm": _tpm(machine.spec.devices.tpm),
        }
    )


def _tpm(chosen: TpmSpec | None) -> JsonObject | None:
    if chosen is None:
        return None
    return {"persistent": True} if chosen.persistent else {}


def volumes(machine: Machine) -> list[JsonObject]:
    volumes = [{"name": disk.name, **_volume(disk, machine.cluster)} for disk in machine.disks]
    if machine.guest.has_cloud_init:
        volumes.append(cloud_init_volume(machine))
    if machine.guest.sysprep_secret:
        volumes.append({"name": SYSPREP_DISK, "sysprep": {"secret": {"name": machine.guest.sysprep_secret}}})
    return volumes


def networks(machine: Machine) -> list[JsonObject]:
    return [{"name": one.name, **_network(one)} for one in machine.interfaces]


def _disk(disk: Disk) -> JsonObject:
    spec = disk.spec
    return present(
        {
            "name": disk.name,
            spec.type: {"bus": disk.bus} if spec.read_only is None else {"bus": disk.bus, "readonly": spec.read_only},
            "bootOrder": disk.boot_order,
            "cache": spec.cache,
            "io": spec.io,
            "serial": spec.serial or None,
            "shareable": True if spec.shareable else None,
        }
    )


def _volume(disk: Disk, cluster: Cluster) -> JsonObject:
    if isinstance(disk.source, ContainerDiskSource):
        return {"containerDisk": {"image": written_image(cluster, disk.source.image)}}
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


def _multiqueue(machine: Machine) -> bool | None:
    """A queue for each virtual CPU is more than one, and virtio is the only card with queues."""
    if machine.spec.network_interface_multiqueue is not None:
        return machine.spec.network_interface_multiqueue
    is_virtio = any(one.model == "virtio" for one in machine.interfaces)
    return True if is_virtio and machine.spec.resources.cpu.vcpus > 1 else None
