from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Disk
from vmgen.model.spec.source import ContainerDiskSource


@machine_check("VM613", shows=Shows.AT_START)
def unshareable_disk(machines: Machines) -> Iterator[Problem]:
    """A disk is `shareable`, and cannot be shared.

    Several machines write to it at once, mostly on several nodes: its claim must be `ReadWriteMany`. Neither may a node
    keep what it writes to itself: KubeVirt refuses any cache but `none` (pkg/virt-launcher/virtwrap/converter). A
    container disk is each machine's own.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, shareable: true}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, shareable: true, storageClass: fast, accessMode: ReadWriteMany, volumeMode: Block}
    """
    for machine in machines:
        for disk in machine.disks:
            reason = _reason(disk) if disk.spec.shareable else None
            if reason is not None:
                at = machine.where("disks", disk.name, "shareable")
                yield Problem(at, f"`{disk.name}` cannot be shared: {reason[0]}", reason[1])


def _reason(disk: Disk) -> tuple[str, str] | None:
    """Why not, and what to do about it."""
    if isinstance(disk.source, ContainerDiskSource):
        return "a container disk is copied for each machine", "remove `shareable`"
    if disk.spec.cache not in (None, "none"):
        return f"with `cache: {disk.spec.cache}` each node sees its own", "remove `cache`, or write `none`"
    if disk.has_own_claim and disk.access_mode != "ReadWriteMany":
        return f"its claim is `{disk.access_mode}`", "write `accessMode: ReadWriteMany`, or remove `shareable`"
    return None
