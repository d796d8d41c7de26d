from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Shows
from vmgen.facts.architectures import AMD64


@rule("VM725", kind="VirtualMachine", at="spec.template.spec.domain.features", shows=Shows.AT_START)
def feature_unsupported(features: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A feature of the virtual board that its architecture does not have, or that its firmware cannot do without.

    Hyper-V is for amd64. There UEFI needs ACPI, and libvirt refuses to start a machine without it
    (src/qemu/qemu_validate.c). On arm64 the firmware falls back to a device tree.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          domain: {features: {acpi: false}, firmware: {bootloader: {efi: true}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          domain: {features: {acpi: true}, firmware: {bootloader: {efi: true}}}
    """
    spec, facts = vm["spec"]["template"]["spec"], architecture_of(vm)
    if facts is None:
        return
    if "hyperv" in features and not facts.has_hyperv:
        yield Finding(f"there is no Hyper-V on {facts.name}", ("hyperv",), "leave it out")
    has_acpi = features.get("acpi", {}).get("enabled", True)
    if facts is AMD64 and not has_acpi and "efi" in spec["domain"].get("firmware", {}).get("bootloader", {}):
        yield Finding("EFI does not start without ACPI", ("acpi",), "leave ACPI on")
