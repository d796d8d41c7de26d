from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows

_BOOTLOADER = ("domain", "firmware", "bootloader")


@machine_check("VM712", shows=Shows.AT_BUILD)
def secure_boot_without_efi(machines: Machines) -> Iterator[Problem]:
    """A machine asks for secure boot and for a BIOS.

    Secure boot is a part of UEFI: one of the two is a mistake, and KubeVirt has no words for both.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          domain: {firmware: {bootloader: {efi: false, secureBoot: true}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          domain: {firmware: {bootloader: {efi: true, secureBoot: true}}}
    """
    for machine in machines:
        bootloader = machine.spec.domain.firmware.bootloader
        if bootloader.secure_boot and bootloader.efi is False:
            yield Problem(
                machine.where(*_BOOTLOADER, "secureBoot"),
                "secure boot without EFI",
                "remove `efi: false`, or `secureBoot: true`",
                (Label(machine.where(*_BOOTLOADER, "efi"), "EFI is switched off here"),),
            )
