from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.facts.storage import Mode
from vmgen.fleet.fleet import Disk, Machine
from vmgen.fleet.modes import offered_modes
from vmgen.model.spec.cluster import StorageClassSpec

_ONCE = ("ReadWriteOnce", "ReadWriteOncePod")


@machine_check("VM601", shows=Shows.AT_START)
def access_mode_unsupported(machines: Machines) -> Iterator[Problem]:
    """The storage class of a disk does not offer the access mode, or not with the volume mode.

    The claim would stay Pending. What a class offers follows from its provisioner and parameters, as CDI knows them;
    a provisioner that CDI does not know may offer anything. Where nobody names a volume mode, a disk without a source
    is a file system, and CDI chooses for the others.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, storageClass: local-path, accessMode: ReadWriteMany}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, storageClass: ceph-block, accessMode: ReadWriteMany, volumeMode: Block}
    """
    offered: dict[tuple[str, str], tuple[Mode, ...] | None] = {}
    fine: set[tuple[int, str, str]] = set()
    for machine in machines:
        for disk in machine.disks:
            known = disk.known_class
            if known is None or not disk.has_own_claim:
                continue
            asked = (id(known), disk.access_mode, _volume_mode(disk))
            if asked in fine:
                continue
            key = (machine.cluster.name, known.name)
            if key not in offered:
                offered[key] = offered_modes(known)
            modes = offered[key]
            if modes is not None and not _is_offered(disk, modes):
                yield _problem(machine, disk, known, modes)
            else:
                fine.add(asked)


def _is_offered(disk: Disk, modes: tuple[Mode, ...]) -> bool:
    volume_mode = _volume_mode(disk)
    return any(volume_mode in ("", mode.volume) for mode in _with_access(disk, modes))


def _with_access(disk: Disk, modes: tuple[Mode, ...]) -> tuple[Mode, ...]:
    if disk.access_mode in _ONCE:
        return tuple(mode for mode in modes if mode.access in _ONCE)
    if disk.access_mode == "ReadOnlyMany":
        # CDI's table is about disks to write to: who lets many nodes write lets them read.
        return modes if any(mode.access not in _ONCE for mode in modes) else ()
    return tuple(mode for mode in modes if mode.access == disk.access_mode)


def _volume_mode(disk: Disk) -> str:
    """Empty where CDI chooses one that goes with the access mode."""
    return disk.volume_mode or ("Filesystem" if disk.source is None else "")


def _problem(machine: Machine, disk: Disk, known: StorageClassSpec, modes: tuple[Mode, ...]) -> Problem:
    volume_mode = _volume_mode(disk)
    with_volume = f" with `{volume_mode}`" if volume_mode else ""
    is_about_volume = bool(disk.volume_mode and _with_access(disk, modes))
    classes = machine.cluster.written
    return Problem(
        _place(machine, disk, known, "volumeMode" if is_about_volume else "accessMode"),
        f"the storage class `{known.name}` does not offer `{disk.access_mode}`{with_volume}",
        "write " + " or ".join(f"`{mode.access}` with `{mode.volume}`" for mode in modes),
        (Label(classes.where("storage", "classes", known.name, "provisioner"), "the storage class"),),
    )


def _place(machine: Machine, disk: Disk, known: StorageClassSpec, field: str) -> Location:
    """A mode of the disk, or of the class that it has it from."""
    if machine.written.says("disks", disk.name, field):
        return machine.where("disks", disk.name, field)
    return machine.cluster.written.where("storage", "classes", known.name, field)
