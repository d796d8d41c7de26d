from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows


@machine_check("VM703", shows=Shows.AT_BUILD)
def repeated_boot_class(machines: Machines) -> Iterator[Problem]:
    """`bootOrder` names the same kind of device twice.

    A device has one place in the order: one of the two is a mistake.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, bootOrder: [disk, disk]}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, bootOrder: [disk]}
    """
    for machine in machines:
        order = machine.boot_classes
        for index, device in enumerate(order):
            first = order.index(device)
            if first < index:
                at, other = (machine.where("bootOrder", place) for place in (index, first))
                related = (Label(other, "first named here"),)
                yield Problem(at, f"a second `{device}`", "remove one of the two", related)
