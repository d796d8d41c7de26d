from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Disk, Fleet, Machine
from vmgen.model.spec.source import ExistingClaimSource


@check("VM303", shows=Shows.BY_LOSING_DATA)
def shared_claim(fleet: Fleet) -> Iterator[Problem]:
    """Two disks are one claim: what one machine writes, the other overwrites.

    The claim of a disk is called `<machine>-<disk>`, so that other machines and other disks can come to the same name.
    CD-ROM drives may share an existing claim, and so may disks that are `shareable`, one of which makes the claim.

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
            if other is not disk and not _may_share(disk, other):
                yield Problem(
                    _place(machine, disk),
                    f"the claim `{disk.claim}` already is the disk `{other.name}` of `{user.name}`",
                    "rename the disk" if disk.has_own_claim and not disk.spec.claim_name else "name another claim",
                    (Label(_place(user, other), "first used here"),),
                )


def _may_share(disk: Disk, other: Disk) -> bool:
    """`other` comes first, and may be the one whose claim it is."""
    if disk.is_cdrom and other.is_cdrom:
        return not disk.has_own_claim and not other.has_own_claim
    return disk.spec.shareable and other.spec.shareable and not (disk.has_own_claim and other.has_own_claim)


def _place(machine: Machine, disk: Disk) -> Location:
    if isinstance(disk.source, ExistingClaimSource):
        return machine.where("disks", disk.name, "source", "existingClaim", "name")
    return machine.where("disks", disk.name, "claimName" if disk.spec.claim_name else "name")
