from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.model.spec.disk import CLOUD_INIT_DISK, SYSPREP_DISK

_FOR = {CLOUD_INIT_DISK: "cloud-init", SYSPREP_DISK: "Windows"}


@machine_check("VM607", shows=Shows.AT_APPLY)
def reserved_disk_name(machines: Machines) -> Iterator[Problem]:
    """A disk has the name of one that vmgen adds for cloud-init or Windows.

    A machine with user data or answers would have two volumes of one name, which KubeVirt refuses.

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
    for machine in machines:
        for disk in machine.disks:
            if disk.name in _FOR:
                at = machine.where("disks", disk.name, "name")
                message = f"`{disk.name}` is the disk that vmgen adds for {_FOR[disk.name]}"
                yield Problem(at, message, "rename the disk")
