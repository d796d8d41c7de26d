from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Route, Shows

_CLAIMS = ("dataVolume", "persistentVolumeClaim")
_DISKS: Route = ("domain", "devices", "disks")


@rule("VM626", kind="VirtualMachine", at="spec.template.spec", shows=Shows.AT_APPLY, by_hand=True)
def disk_without_volume(spec: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """Disks and volumes of the rendered machine do not match.

    Each disk has a volume of its name, and each volume one source; only a CD-ROM drive may be empty, and a LUN needs a
    claim (kubevirt/kubevirt pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go). The catalog
    writes both together: only a patch can take one away.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine, name: web}
            operations:
            - {op: remove, path: /spec/template/spec/volumes/0}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine, name: web}
            operations:
            - {op: add, path: /spec/template/spec/domain/devices/disks/0/tag, value: system}
    """
    volumes, disks = spec.get("volumes") or (), spec["domain"].get("devices", {}).get("disks") or ()
    sources = {volume.get("name"): volume.keys() - {"name"} for volume in volumes}
    for index, volume in enumerate(volumes):
        if len(sources[volume.get("name")]) != 1:
            yield Finding("a volume has exactly one source", ("volumes", index), "write one")
    for index, disk in enumerate(disks):
        source, at = sources.get(disk.get("name")), (*_DISKS, index)
        if source is None and "cdrom" not in disk:
            yield Finding(f"there is no volume `{disk.get('name')}`", (*at, "name"), "add one, or remove the disk")
        if source is not None and "lun" in disk and source.isdisjoint(_CLAIMS):
            yield Finding(f"the LUN `{disk.get('name')}` is no claim", (*at, "lun"), "write `type: disk`")
