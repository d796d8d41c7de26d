from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Machine

_DEVICES = {"cdrom": "CD-ROM drive", "disk": "hard disk", "network": "interface under `networks`"}


@machine_check("VM702", shows=Shows.AT_START, severity=Severity.WARNING)
def boot_class_empty(machines: Machines) -> Iterator[Problem]:
    """`bootOrder` names a kind of device that the machine has none of.

    The firmware goes on to the next one. The interface that a machine without `networks` gets is not tried either.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, bootOrder: [cdrom, disk]}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, bootOrder: [disk]}
    """
    for machine in machines:
        order = machine.boot_classes
        present = _present(machine) if order else frozenset()
        for index, device in enumerate(order):
            if device not in present and device not in order[:index]:
                at = machine.where("bootOrder", index)
                own = machine.written.at / "metadata" / "name"
                is_shared = (at.file, at.document) != (own.file, own.document)
                yield Problem(
                    at,
                    f"`{device}` stands for nothing: there is no {_DEVICES[device]}",
                    f"add one, or remove `{device}`",
                    (Label(own, "in this machine"),) if is_shared else (),
                )


def _present(machine: Machine) -> frozenset[str]:
    devices = {"cdrom" if disk.is_cdrom else "disk" for disk in machine.disks}
    return frozenset({*devices, "network"} if machine.spec.networks else devices)
