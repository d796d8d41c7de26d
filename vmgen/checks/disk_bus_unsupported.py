from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Shows


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
    facts = architecture_of(vm)
    if facts is None:
        return
    for device, buses in (("disk", facts.disk_buses), ("cdrom", facts.cdrom_buses)):
        bus = disk.get(device, {}).get("bus")
        if bus and bus not in buses:
            what = "a CD-ROM drive" if device == "cdrom" else "a disk"
            listed = ", ".join(f"`{one}`" for one in buses)
            yield Finding(f"{what} cannot be on `{bus}` on {facts.name}", (device, "bus"), f"one of {listed}")
