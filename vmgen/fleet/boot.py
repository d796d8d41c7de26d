"""In which order the firmware tries disks and interfaces."""

from vmgen.diagnostics import Route
from vmgen.fleet.references import Names
from vmgen.model.codes import CONFLICTING_FIELDS
from vmgen.model.layers import Written
from vmgen.model.spec.machine import MachineSpec
from vmgen.records import record


@record
class BootOrder:
    """The places, from 1, of disks and of interfaces by name, and the classes that they follow from, if any."""

    classes: tuple[str, ...]
    disks: dict[str, int]
    interfaces: dict[str, int]


def boot_order(machine: Written[MachineSpec], names: Names) -> BootOrder:
    """Devices have places of their own, or `bootOrder` names classes; of the two the one in the higher layer counts.

    Without either the first disk boots, and nothing else is tried.
    """
    spec = machine.spec
    placed = _placed(spec)
    if placed and (not spec.boot_order or _devices_win(machine, placed, names)):
        return BootOrder(
            (),
            {one.name: one.boot_order for one in spec.disks if one.boot_order is not None},
            {one.name: one.boot_order for one in spec.networks if one.boot_order is not None},
        )
    if spec.boot_order:
        return _by_classes(spec)
    hard_disks = _hard_disks(spec)
    return BootOrder((), {hard_disks[0]: 1} if hard_disks else {}, {})


def _by_classes(spec: MachineSpec) -> BootOrder:
    """Within a class devices keep the order they are written in."""
    classes = {
        "disk": _hard_disks(spec),
        "cdrom": [disk.name for disk in spec.disks if disk.type == "cdrom"],
        "network": [network.name for network in spec.networks],
    }
    order = BootOrder(spec.boot_order, {}, {})
    place = 0
    for device_class in dict.fromkeys(spec.boot_order):
        for name in classes[device_class]:
            place += 1
            (order.interfaces if device_class == "network" else order.disks)[name] = place
    return order


def _hard_disks(spec: MachineSpec) -> list[str]:
    return [disk.name for disk in spec.disks if disk.type != "cdrom"]


def _placed(spec: MachineSpec) -> list[Route]:
    """The devices that have a place of their own."""
    placed: list[Route] = [("disks", one.name) for one in spec.disks if one.boot_order is not None]
    placed += [("networks", one.name) for one in spec.networks if one.boot_order is not None]
    return placed


def _devices_win(machine: Written[MachineSpec], placed: list[Route], names: Names) -> bool:
    """Whether a place of a device, or `bootOrder`, stands in the higher layer; both in one is a fault."""
    own, (rank, (kind, name)) = machine.rank("bootOrder"), max((machine.rank(*one, "bootOrder"), one) for one in placed)
    if own == rank:
        message = f"`bootOrder` beside `{kind}[{name}].bootOrder`: both say what the firmware tries"
        at = machine.where("bootOrder").key()
        names.refuse(CONFLICTING_FIELDS, at, message, "remove one of the two")
    return rank > own
