from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.fleet.fleet import Disk, Fleet, Machine
from vmgen.model.spec.source import BlankSource


@check("VM701", shows=Shows.AT_START, severity=Severity.WARNING)
def boot_source_missing(fleet: Fleet) -> Iterator[Problem]:
    """A machine has nothing to boot from.

    Its disks are empty, or the firmware never tries the one that is not: without `bootOrder` it tries the first hard
    disk alone (libvirt starts QEMU with `-boot strict=on`). The machine runs, and its console shows the firmware.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """
    images: dict[str, str] = {}
    for image in fleet.images:
        for architecture in image.spec.variants:
            images.setdefault(architecture, image.name)
    for machine in fleet.machines:
        if "network" in machine.boot_classes or any(one.boot_order for one in machine.interfaces):
            continue
        if not any(disk.boot_order is not None and _is_bootable(disk) for disk in machine.disks):
            bootable = next((disk for disk in machine.disks if _is_bootable(disk)), None)
            yield _never_tried(machine, bootable) if bootable else _empty(machine, images.get(machine.architecture, ""))


def _is_bootable(disk: Disk) -> bool:
    return disk.source is not None and not isinstance(disk.source, BlankSource)


def _never_tried(machine: Machine, disk: Disk) -> Problem:
    device = "cdrom" if disk.is_cdrom else "disk"
    message = f"`{disk.name}` is all there is to boot from, and the firmware does not try it"
    if machine.boot_classes:
        return Problem(machine.where("bootOrder").key(), message, f"add `{device}` to `bootOrder`")
    if any(one.spec.boot_order for one in machine.disks):
        return Problem(machine.where("disks", disk.name, "name"), message, "give it a `bootOrder` of its own")
    order = "disk, cdrom" if disk.is_cdrom else "disk"
    return Problem(machine.where("disks", disk.name, "name"), message, f"write `bootOrder: [{order}]`")


def _empty(machine: Machine, image: str) -> Problem:
    """In the machine's own document, wherever its disks are written: there an image is missing."""
    message = f"`{machine.name}` has nothing to boot from"
    first = machine.disks[0] if machine.disks else None
    name = image or "NAME"
    help_ = f"add `image: {name}`"
    if first is None:
        help_ = f"add a disk with `source: {{image: {name}}}`"
    elif first.source is not None:
        help_ = f"write `source: {{image: {name}}}` for `{first.name}`"
    return Problem(_place(machine, first), message, help_ if image else f"{help_}, and write that Image")


def _place(machine: Machine, disk: Disk | None) -> Location:
    own = machine.written.layers[-1]
    at = own.find(("disks", disk.name, "name")) if disk else None
    return at or own.find(("template",)) or machine.written.at / "metadata" / "name"
