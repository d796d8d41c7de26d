from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Severity, Shows


@rule(
    "VM762",
    kind="VirtualMachine",
    at="spec.template.spec",
    shows=Shows.IN_OPERATION,
    severity=Severity.WARNING,
    by_hand=True,
)
def volume_without_disk(spec: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """A volume that no disk and no filesystem shows to the guest.

    KubeVirt then adds a disk to the machine by itself, on the bus that the architecture has for disks without one
    (kubevirt/kubevirt#7618): on amd64 that is SATA. Only a patch leads here.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/volumes/-, value: {name: scratch, emptyDisk: {capacity: 5Gi}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domain/devices/disks/-, value: {name: scratch, disk: {bus: virtio}}}
            - {op: add, path: /spec/template/spec/volumes/-, value: {name: scratch, emptyDisk: {capacity: 5Gi}}}
    """
    devices, volumes = spec["domain"].get("devices", {}), spec.get("volumes", ())
    shown = {one.get("name") for key in ("disks", "filesystems") for one in devices.get(key, ())}
    # Where a disk lacks its volume, too, one of the two has the wrong name, and that is told already.
    if shown <= {volume.get("name") for volume in volumes}:
        for index, volume in enumerate(volumes):
            if volume.get("name") not in shown:
                message = f"the volume `{volume.get('name')}` is no disk of the machine"
                yield Finding(message, ("volumes", index, "name"), "add a disk of its name")
