from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.model.quantities import is_decimal, to_bytes


@machine_check("VM603", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def decimal_quantity(machines: Machines) -> Iterator[Problem]:
    """Memory in units that count in thousands.

    `4G` is 7 % less than `4Gi`, and memory comes in powers of two. Disks are sold in thousands, and may have either.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {memory: {size: 4G}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {memory: {size: 4Gi}}
    """
    for machine in machines:
        size = machine.spec.resources.memory.size
        if is_decimal(size):
            binary = f"{size[:-1]}{size[-1].upper()}i"
            less = round(100 - 100 * to_bytes(size) / to_bytes(binary))
            at = machine.where("resources", "memory", "size")
            yield Problem(at, f"`{size}` is {less} % less than `{binary}`", f"write `{binary}`")
