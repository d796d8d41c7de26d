from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.architectures import ARCHITECTURES


@rule(
    "VM721",
    kind="VirtualMachine",
    at="spec.template.spec.domain.devices.disks[]",
    shows=Shows.AT_START,
)
def disk_bus_unsupported(disk: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A disk is on a bus that machines of this architecture do not have, or a CD-ROM drive is on virtio.

    The API server accepts it. KubeVirt refuses when it starts the machine
    (kubevirt/kubevirt pkg/virt-api/webhooks/arm64.go, pkg/storage/admitters/disks.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: tools, size: 1Gi, type: cdrom, bus: virtio}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: tools, size: 1Gi, type: cdrom, bus: sata}
    """
    facts = ARCHITECTURES.get(_architecture(vm))
    for device, buses in (("disk", facts.disk_buses), ("cdrom", facts.cdrom_buses)) if facts else ():
        bus = disk.get(device, {}).get("bus")
        if bus and bus not in buses:
            what = "a CD-ROM drive" if device == "cdrom" else "a disk"
            listed = ", ".join(f"`{one}`" for one in buses)
            yield Finding(f"{what} cannot be on `{bus}` on {_architecture(vm)}", (device, "bus"), f"one of {listed}")


def _architecture(vm: JsonObject) -> str:
    architecture: Any = vm["spec"]["template"]["spec"].get("architecture", "")
    return str(architecture)
