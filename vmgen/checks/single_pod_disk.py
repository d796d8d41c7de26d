from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.fleet.fleet import Disk, Machine


@machine_check("VM610", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def single_pod_disk(machines: Machines) -> Iterator[Problem]:
    """A disk that one pod at a time may use.

    A machine moves to another node as two pods that share its disks for a moment: with `ReadWriteOncePod` it never
    moves, and whoever drains its node must stop it. `ReadWriteOnce` keeps other nodes away just as well.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, accessMode: ReadWriteOncePod}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, accessMode: ReadWriteOnce}
    """
    for machine in machines:
        for disk in machine.disks:
            if disk.access_mode == "ReadWriteOncePod" and disk.has_own_claim:
                message = f"`{disk.access_mode}` keeps `{machine.name}` on its node"
                yield Problem(_place(machine, disk), message, "write `ReadWriteOnce`")


def _place(machine: Machine, disk: Disk) -> Location:
    """The access mode of the disk, or of the class that it has it from."""
    if disk.spec.access_mode is not None or disk.known_class is None:
        return machine.where("disks", disk.name, "accessMode")
    return machine.cluster.written.where("storage", "classes", disk.known_class.name, "accessMode")
