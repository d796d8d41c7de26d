"""Features, clock and firmware of a VirtualMachine."""

from vmgen.fleet.fleet import Machine
from vmgen.fleet.identity import firmware_serial, firmware_uuid
from vmgen.model.spec.base import plain
from vmgen.model.spec.hyperv import HypervSpec
from vmgen.targets.manifest import JsonObject, present

_WINDOWS_CLOCK = {
    "timer": {
        "hpet": {"present": False},
        "hyperv": {},
        "pit": {"tickPolicy": "delay"},
        "rtc": {"tickPolicy": "catchup"},
    },
    "utc": {},
}


def features(machine: Machine) -> JsonObject | None:
    chosen = machine.spec.domain.features
    secure_boot = machine.spec.domain.firmware.bootloader.secure_boot
    if not chosen.model_fields_set and not secure_boot:
        return None
    body = present(
        {
            "acpi": {"enabled": chosen.acpi} if chosen.acpi is not None else None,
            "apic": {"enabled": chosen.apic} if chosen.apic is not None else None,
            "hyperv": _enlightenments(chosen.hyperv) if chosen.hyperv else None,
            # Secure boot without system management mode is refused (vmi-create-admitter.go).
            "smm": {"enabled": True} if secure_boot else None,
        }
    )
    return body or None


def _enlightenments(chosen: HypervSpec) -> JsonObject:
    return {name: _enlightenment(name, value) for name, value in plain(chosen).items()}


def _enlightenment(name: str, value: int | str) -> JsonObject:
    if not isinstance(value, bool):
        return {name: value}
    if not value:
        return {"enabled": False}
    return {"direct": {}} if name == "synictimer" else {}


def clock(machine: Machine) -> JsonObject | None:
    return _WINDOWS_CLOCK if machine.spec.domain.features.hyperv else None


def firmware(machine: Machine) -> JsonObject:
    """uuid and serial are always there: dropped from Git later, they would change, and the guest with them."""
    cloud_init = machine.spec.cloud_init
    return present(
        {
            "bootloader": _bootloader(machine),
            "serial": firmware_serial(machine.identity),
            "uuid": firmware_uuid(machine.identity, seed=cloud_init.instance_seed if cloud_init else ""),
        }
    )


def _bootloader(machine: Machine) -> JsonObject | None:
    chosen = machine.spec.domain.firmware.bootloader
    if chosen.efi is False:
        return {"bios": {}}
    if chosen.is_efi or chosen.secure_boot is not None:
        # KubeVirt takes a missing secureBoot for true (kubevirt/kubevirt#4897).
        efi = {"persistent": chosen.persistent or None, "secureBoot": bool(chosen.secure_boot)}
        return {"efi": present(efi)}
    return None
