from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Disk
from vmgen.model.spec.source import ContainerDiskSource

_BUSES = {"disk": ("virtio", "scsi"), "lun": ("scsi",)}


@machine_check("VM615", shows=Shows.AT_START)
def unpluggable_disk(machines: Machines) -> Iterator[Problem]:
    """A disk shall be plugged in while the machine runs, and cannot be.

    KubeVirt plugs in claims, as hard disks on virtio or scsi and as LUNs on scsi. The API server accepts anything else;
    the machine then has the condition Failure, and no change reaches it any more
    (pkg/storage/admitters/storagehotplug.go). The pod that plugs it in is a second one, which
    `ReadWriteOncePod` shuts out.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, hotplug: true, bus: sata}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, hotplug: true, bus: scsi}
    """
    for machine in machines:
        for disk in machine.disks:
            reason = _reason(disk) if disk.spec.hotplug else None
            if reason is not None:
                at = machine.where("disks", disk.name, "hotplug")
                yield Problem(at, f"`{disk.name}` cannot be plugged in: {reason[0]}", reason[1])


def _reason(disk: Disk) -> tuple[str, str] | None:
    """Why not, and what to do about it."""
    if isinstance(disk.source, ContainerDiskSource):
        return "it is no claim", "remove `hotplug`"
    if disk.is_cdrom:
        return "it is a CD-ROM", "remove `hotplug`"
    if disk.bus not in _BUSES[disk.spec.type]:
        return f"it is on `{disk.bus}`", f"write `bus: {_BUSES[disk.spec.type][-1]}`"
    if disk.access_mode == "ReadWriteOncePod" and disk.has_own_claim:
        return f"its claim is `{disk.access_mode}`", "write `ReadWriteOnce`"
    return None
