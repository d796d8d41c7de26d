from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Disk
from vmgen.model.spec.source import ContainerDiskSource


@machine_check("VM624", shows=Shows.AT_START)
def lun_unsupported(machines: Machines) -> Iterator[Problem]:
    """A LUN that is no block device on SCSI.

    A LUN hands the guest's SCSI commands to the device behind it: it must be a device (`volumeMode: Block`), and on
    `scsi`, the bus by which libvirt passes them on. KubeVirt does not look, and libvirt refuses.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, type: lun, storageClass: fast, volumeMode: Filesystem}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, type: lun, storageClass: fast, volumeMode: Block}
    """
    for machine in machines:
        for disk in machine.disks:
            fault = _fault(disk) if disk.spec.type == "lun" else None
            if fault is not None:
                field, message, help_ = fault
                yield Problem(machine.where("disks", disk.name, field), message, help_)


def _fault(disk: Disk) -> tuple[str, str, str] | None:
    """The field that is wrong, why, and what to do about it."""
    if isinstance(disk.source, ContainerDiskSource):
        return "type", f"the LUN `{disk.name}` is no claim", "write `type: disk`"
    if disk.bus != "scsi":
        return "bus", f"a LUN cannot be on `{disk.bus}`", "write `bus: scsi`, or `type: disk`"
    if disk.volume_mode == "Filesystem":
        return "volumeMode", "a LUN cannot be a file on a file system", "write `volumeMode: Block`, or `type: disk`"
    return None
