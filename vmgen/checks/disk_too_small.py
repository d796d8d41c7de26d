from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.limits import SMALLEST_VOLUME
from vmgen.model.quantities import to_bytes


@machine_check("VM606", shows=Shows.AT_APPLY)
def disk_too_small(machines: Machines) -> Iterator[Problem]:
    """A disk of less than 1 MiB.

    CDI refuses it (pkg/apiserver/webhooks/datavolume-validate.go), and no operating system can use one. The unit of
    `20M` or `20k` is easily mistaken for the one of `20G`.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20k}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20Gi}
    """
    for machine in machines:
        for disk in machine.disks:
            if disk.size and to_bytes(disk.size) < SMALLEST_VOLUME:
                at = machine.where("disks", disk.name, "size")
                yield Problem(at, f"`{disk.size}` is less than 1 MiB", "write `1Mi` or more")
