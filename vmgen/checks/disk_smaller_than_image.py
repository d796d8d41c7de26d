from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.model.quantities import to_bytes


@machine_check("VM602", shows=Shows.AT_START)
def disk_smaller_than_image(machines: Machines) -> Iterator[Problem]:
    """A disk is smaller than the image that it is made from.

    CDI fails to fill it, and the machine waits for ever. The sizes are compared as they are: what a file system needs
    for itself, CDI adds to the claim (`filesystemOverhead`, 6 %; pkg/controller/datavolume/util.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: root, size: 2Gi}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: root, size: 10Gi}
    """
    for machine in machines:
        for disk in machine.disks:
            needed = disk.image.spec.virtual_size if disk.image is not None and disk.size else ""
            if disk.image is not None and needed and to_bytes(disk.size) < to_bytes(needed):
                yield Problem(
                    machine.where("disks", disk.name, "size"),
                    f"`{disk.size}` is less than the `{needed}` of the Image `{disk.image.name}`",
                    f"write `{needed}` or more",
                    (Label(disk.image.where("virtualSize"), "the size of the image"),),
                )
