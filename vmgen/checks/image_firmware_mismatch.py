from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.facts.architectures import ARCHITECTURES
from vmgen.fleet.fleet import Machine


@machine_check("VM755", shows=Shows.AT_START)
def image_firmware_mismatch(machines: Machines) -> Iterator[Problem]:
    """A machine has a firmware that its image does not boot with.

    An image for UEFI alone has no boot record for a BIOS, which stops at "No bootable device"; one for a BIOS alone has
    no EFI partition. A machine on amd64 has a BIOS unless it says `efi: true`; on arm64 there is UEFI only.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: windows}
        spec:
          virtualSize: 3Gi
          firmware: [efi]
          variants: {amd64: {registry: {url: "docker://registry.example.org/windows:1"}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: windows

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: windows}
        spec:
          virtualSize: 3Gi
          firmware: [efi]
          variants: {amd64: {registry: {url: "docker://registry.example.org/windows:1"}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: windows
          domain: {firmware: {bootloader: {efi: true}}}
    """
    for machine in machines:
        firmware = _firmware(machine)
        for disk in machine.disks:
            image = disk.image if disk.boot_order is not None else None
            if image is not None and firmware and image.spec.firmware and firmware not in image.spec.firmware:
                wanted = image.spec.firmware[0]
                yield Problem(
                    machine.where("domain", "firmware", "bootloader", "efi"),
                    f"the Image `{image.name}` does not boot with `{firmware}`",
                    f"write `domain: {{firmware: {{bootloader: {{efi: {str(wanted == 'efi').lower()}}}}}}}`",
                    (Label(image.where("firmware"), "what it boots with"),),
                )


def _firmware(machine: Machine) -> str:
    """Empty where an architecture has neither."""
    facts = ARCHITECTURES[machine.architecture]
    chosen = machine.spec.domain.firmware.bootloader
    if facts.has_bios and not chosen.is_efi:
        return "bios"
    return "efi" if facts.has_efi else ""
