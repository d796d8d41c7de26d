from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Disk, Fleet, Machine
from vmgen.model.spec.source import ExistingClaimSource


@check("VM303", shows=Shows.BY_LOSING_DATA)
def shared_claim(fleet: Fleet) -> Iterator[Problem]:
    """Two disks are one claim: what one machine writes, the other overwrites.

    The claim of a disk is called `<machine>-<disk>`, so that other machines and other disks can come to the same name.
    Only CD-ROM drives may share an existing claim.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: db-data, size: 10Gi}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-db}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: cache, size: 10Gi}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-db}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi}
    """
    first: dict[tuple[str, str, str], tuple[Machine, Disk]] = {}
    for machine in fleet.machines:
        for disk in machine.disks:
            if not disk.claim:
                continue
            user, other = first.setdefault((machine.cluster.name, machine.namespace, disk.claim), (machine, disk))
            if other is not disk and not (_is_read_only(disk) and _is_read_only(other)):
                yield Problem(
                    _place(machine, disk),
                    f"the claim `{disk.claim}` already is the disk `{other.name}` of `{user.name}`",
                    "name another claim" if isinstance(disk.source, ExistingClaimSource) else "rename the disk",
                    (Label(_place(user, other), "first used here"),),
                )


def _is_read_only(disk: Disk) -> bool:
    return disk.is_cdrom and isinstance(disk.source, ExistingClaimSource)


def _place(machine: Machine, disk: Disk) -> Location:
    if isinstance(disk.source, ExistingClaimSource):
        return machine.where("disks", disk.name, "source", "existingClaim", "name")
    return machine.where("disks", disk.name, "name")
