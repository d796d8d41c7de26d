from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows


@rule("VM750", kind="VirtualMachine", at="spec.template.spec.domain.devices", shows=Shows.AT_APPLY)
def boot_place_taken(devices: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """Two devices have the same place in the boot order.

    KubeVirt refuses the machine: a place belongs to one disk or one interface
    (pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: root, bootOrder: 1}
          - {name: tools, size: 1Gi, type: cdrom, bootOrder: 1, source: {blank: {}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: root, bootOrder: 1}
          - {name: tools, size: 1Gi, type: cdrom, bootOrder: 2, source: {blank: {}}}
    """
    owners: dict[int, str] = {}
    for kind in ("disks", "interfaces"):
        for index, device in enumerate(devices.get(kind, ())):
            place = device.get("bootOrder")
            if place is None:
                continue
            if place in owners:
                message = f"the place {place} in the boot order is that of `{owners[place]}`"
                yield Finding(message, (kind, index, "bootOrder"), "write another number")
            owners.setdefault(place, device.get("name", ""))
