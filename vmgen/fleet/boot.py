"""In which order the firmware tries disks and interfaces."""

from vmgen.model.spec.machine import MachineSpec


def boot_orders(machine: MachineSpec) -> tuple[dict[str, int], dict[str, int]]:
    """The places, from 1, of disks and of interfaces by name.

    `bootOrder` names classes of devices; within a class devices keep the order they are written in.
    Without it the first disk boots, and nothing else is tried.
    """
    hard_disks = [disk.name for disk in machine.disks if disk.type == "disk"]
    if not machine.boot_order:
        return ({hard_disks[0]: 1} if hard_disks else {}), {}
    classes = {
        "disk": hard_disks,
        "cdrom": [disk.name for disk in machine.disks if disk.type == "cdrom"],
        "network": [network.name for network in machine.networks],
    }
    disks: dict[str, int] = {}
    interfaces: dict[str, int] = {}
    place = 0
    for device_class in dict.fromkeys(machine.boot_order):
        for name in classes[device_class]:
            place += 1
            (interfaces if device_class == "network" else disks)[name] = place
    return disks, interfaces
