from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.admission import DISK_BUSES, DISK_DEVICES, DISK_SERIAL, DISK_VALUES


@rule(
    "VM625",
    kind="VirtualMachine",
    at="spec.template.spec.domain.devices.disks[]",
    shows=Shows.AT_APPLY,
    by_hand=True,
)
def disk_refused(disk: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """A disk of the rendered machine says what KubeVirt does not take.

    The catalog language knows these values, so that only a patch can bring another one
    (kubevirt/kubevirt pkg/storage/admitters/disks.go).

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
            - {op: add, path: /spec/template/spec/domain/devices/disks/0/cache, value: unsafe}

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
            - {op: add, path: /spec/template/spec/domain/devices/disks/0/cache, value: writeback}
    """
    yield from _unknown_values(disk)
    if not DISK_SERIAL.fullmatch(disk.get("serial", "")):
        help_ = "write at most 256 letters, digits, `-`, `_`, `.` and `+`"
        yield Finding(f"`{disk['serial']}` is not a serial number", ("serial",), help_)
    if disk.get("bootOrder", 1) < 1:
        yield Finding("places in the boot order start with 1", ("bootOrder",), "write 1 or more")
    devices = [device for device in DISK_DEVICES if device in disk]
    if len(devices) > 1:
        yield Finding(f"a disk cannot be `{devices[0]}` and `{devices[1]}`", (devices[1],), "remove one of the two")
    buses = {disk[device].get("bus", "virtio") for device in devices}
    if disk.get("dedicatedIOThread") and buses - {"virtio"}:
        yield Finding("an I/O thread of its own is for disks on `virtio`", ("dedicatedIOThread",), "remove it")


def _unknown_values(disk: JsonObject) -> Iterator[Finding]:
    for field, known in DISK_VALUES.items():
        if field in disk and disk[field] not in known:
            yield _unknown(disk[field], known, (field,))
    for device in DISK_DEVICES:
        bus = disk.get(device, {}).get("bus", "")
        if bus not in DISK_BUSES:
            yield _unknown(bus, DISK_BUSES, (device, "bus"))


def _unknown(value: str, known: tuple[str, ...], route: tuple[str, ...]) -> Finding:
    listed = ", ".join(f"`{one}`" for one in known if one)
    return Finding(f"`{value}` is not one of {listed}", route, "write one of them")
