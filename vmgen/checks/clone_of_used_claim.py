from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.model.spec.source import ClaimSource


@check("VM619", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def clone_of_used_claim(fleet: Fleet) -> Iterator[Problem]:
    """A disk is a copy of a claim that a running machine writes to.

    CDI waits until nobody uses the claim (CloneSourceInUse), and the new machine waits with it. A snapshot is a moment
    that stands still.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: copy}
        spec:
          template: small
          disks:
          - {name: root, source: {pvc: {name: web-root}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: copy}
        spec:
          template: small
          disks:
          - {name: root, source: {snapshot: {name: web-root-1}}}
    """
    copied = [
        (machine, disk, disk.source)
        for machine in fleet.machines
        for disk in machine.disks
        if isinstance(disk.source, ClaimSource) and disk.image is None
    ]
    users = _users(fleet) if copied else {}
    for machine, disk, source in copied:
        claim = (machine.cluster.name, source.namespace or machine.namespace, source.name)
        user = users.get(claim)
        if user is not None:
            at = machine.where("disks", disk.name, "source", "pvc", "name")
            related = (Label(user.written.at / "metadata" / "name", "this machine"),)
            message = f"`{user.name}` uses `{source.name}`: the copy waits until it stops"
            yield Problem(at, message, "take a snapshot of the claim, and write `source: {snapshot: …}`", related)


def _users(fleet: Fleet) -> dict[tuple[str, str, str], Machine]:
    """The machine that runs with a claim, by cluster, namespace and claim."""
    return {
        (machine.cluster.name, machine.namespace, disk.claim): machine
        for machine in fleet.machines
        if machine.run_strategy != "Halted"
        for disk in machine.disks
        if disk.claim
    }
