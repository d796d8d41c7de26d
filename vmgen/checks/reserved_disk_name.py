from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.model.spec.disk import CLOUD_INIT_DISK


@check("VM607", shows=Shows.AT_APPLY)
def reserved_disk_name(fleet: Fleet) -> Iterator[Problem]:
    """A disk has the name of the one that vmgen adds for cloud-init.

    A machine with user data would have two volumes of one name, which KubeVirt refuses.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: cloudinitdisk, size: 1Gi}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: seeds, size: 1Gi}
    """
    for machine in fleet.machines:
        for disk in machine.disks:
            if disk.name == CLOUD_INIT_DISK:
                at = machine.where("disks", disk.name, "name")
                yield Problem(at, f"`{CLOUD_INIT_DISK}` is the disk that vmgen adds for cloud-init", "rename the disk")
