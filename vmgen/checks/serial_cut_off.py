from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Severity, Shows

_LONGEST = 20


@rule(
    "VM612",
    kind="VirtualMachine",
    at="spec.template.spec.domain.devices.disks[]",
    shows=Shows.IN_OPERATION,
    severity=Severity.WARNING,
    having="serial",
)
def serial_cut_off(disk: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """A disk on virtio has a serial number of more than 20 characters.

    virtio-blk hands over the first 20 (VIRTIO_BLK_ID_BYTES): the guest finds no disk of that name below
    `/dev/disk/by-id`, and two numbers that differ further on are one.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, serial: warehouse-orders-2025-a}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, serial: orders-2025-a}
    """
    serial = disk["serial"]
    if len(serial) > _LONGEST and disk.get("disk", {}).get("bus") == "virtio":
        help_ = f"write at most {_LONGEST} characters, or put the disk on `scsi`"
        yield Finding(f"the guest sees `{serial[:_LONGEST]}` only", ("serial",), help_)
