from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.fleet.fleet import Disk, Machine
from vmgen.model.spec.source import RegistrySource


@machine_check("VM617", shows=Shows.AT_START, severity=Severity.WARNING)
def platform_mismatch(machines: Machines) -> Iterator[Problem]:
    """A disk comes from a container image for another architecture.

    CDI copies what `platform` names, whatever the machine is: what is on the disk does not run there.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source:
              registry:
                url: docker://quay.io/containerdisks/debian:13-2511
                platform: {architecture: arm64}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source:
              registry:
                url: docker://quay.io/containerdisks/debian:13-2511
                platform: {architecture: amd64}
    """
    for machine in machines:
        for disk in machine.disks:
            platform = disk.source.platform if isinstance(disk.source, RegistrySource) else None
            if platform is not None and platform.architecture != machine.architecture:
                own = machine.architecture
                message = f"an image for `{platform.architecture}`, and `{machine.name}` runs on `{own}`"
                yield Problem(_place(machine, disk), message, f"write `{own}`")


def _place(machine: Machine, disk: Disk) -> Location:
    route = ("registry", "platform", "architecture")
    if disk.image is not None:
        return disk.image.where("variants", machine.architecture, *route)
    return machine.where("disks", disk.name, "source", *route)
