from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Location, Problem, Shows
from vmgen.fleet.fleet import Disk, Machine


@machine_check("VM604", shows=Shows.AT_START)
def read_only_disk(machines: Machines) -> Iterator[Problem]:
    """A disk that nobody may write to, which is no CD-ROM and not `readOnly`.

    QEMU opens the disks of a machine for writing, which fails where the storage keeps its word.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, accessMode: ReadOnlyMany}

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
            if disk.access_mode == "ReadOnlyMany" and disk.has_own_claim and not (disk.is_cdrom or disk.spec.read_only):
                message = f"`{disk.access_mode}` for the disk `{disk.name}`"
                help_ = "write `ReadWriteOnce` or `ReadWriteMany`, or `readOnly: true`"
                yield Problem(_place(machine, disk), message, help_)


def _place(machine: Machine, disk: Disk) -> Location:
    """The access mode of the disk, or of the class that it has it from."""
    if disk.known_class is None or machine.written.says("disks", disk.name, "accessMode"):
        return machine.where("disks", disk.name, "accessMode")
    return machine.cluster.written.where("storage", "classes", disk.known_class.name, "accessMode")
