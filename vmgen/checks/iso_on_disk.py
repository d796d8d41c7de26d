from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Severity, Shows


@machine_check("VM753", shows=Shows.AT_START, severity=Severity.WARNING)
def iso_on_disk(machines: Machines) -> Iterator[Problem]:
    """An ISO image on a hard disk, or another image in a CD-ROM drive.

    An installer wants a drive to read from and an empty disk to write to: on the disk it would overwrite itself. A
    drive shows what is in it as a disc, and a disc without an ISO file system does not boot.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: setup}
        spec:
          virtualSize: 3Gi
          format: iso
          variants: {amd64: {registry: {url: "docker://registry.example.org/setup:1"}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: setup

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: setup}
        spec:
          virtualSize: 3Gi
          format: iso
          variants: {amd64: {registry: {url: "docker://registry.example.org/setup:1"}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - {name: setup, type: cdrom, source: {image: setup}}
          bootOrder: [cdrom, disk]
    """
    for machine in machines:
        for disk in machine.disks:
            image_format = disk.image.spec.format if disk.image is not None else None
            if disk.image is None or image_format is None or (image_format == "iso") == disk.is_cdrom:
                continue
            wanted = "type: cdrom" if image_format == "iso" else "type: disk"
            yield Problem(
                machine.where("disks", disk.name, "type" if disk.is_cdrom else "name"),
                f"`{disk.name}` is no place for the Image `{disk.image.name}`, whose format is `{image_format}`",
                f"write `{wanted}`",
                (Label(disk.image.where("format"), "the format"),),
            )
