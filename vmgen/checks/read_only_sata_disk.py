from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows


@rule(
    "VM614",
    kind="VirtualMachine",
    at="spec.template.spec.domain.devices.disks[].disk",
    shows=Shows.AT_APPLY,
    having="readonly",
)
def read_only_sata_disk(device: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """A hard disk on SATA is read-only.

    There is no such thing, and KubeVirt refuses it (pkg/storage/admitters/disks.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, bus: sata, readOnly: true}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, bus: scsi, readOnly: true}
    """
    if device.get("bus") == "sata" and device["readonly"]:
        yield Finding("a hard disk on `sata` cannot be read-only", ("readonly",), "write `bus: virtio` or `scsi`")
