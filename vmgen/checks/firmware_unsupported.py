from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Shows


@rule("VM723", kind="VirtualMachine", at="spec.template.spec.domain.firmware.bootloader", shows=Shows.AT_START)
def firmware_unsupported(bootloader: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A machine asks for a firmware that machines of its architecture do not have.

    arm64 has UEFI and no BIOS, and no secure boot under KubeVirt; s390x boots by a loader of its own. The API server
    accepts all of it (kubevirt/kubevirt pkg/virt-api/webhooks/arm64.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pi}
        spec:
          nodes: [{name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: pi}}
        spec:
          template: small
          image: debian-13
          domain: {firmware: {bootloader: {efi: false}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pi}
        spec:
          nodes: [{name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: pi}}
        spec:
          template: small
          image: debian-13
          domain: {firmware: {bootloader: {efi: true}}}
    """
    facts = architecture_of(vm)
    if facts is None:
        return
    own = "leave the boot loader out: the architecture has its own"
    if "bios" in bootloader and not facts.has_bios:
        yield Finding(f"there is no BIOS on {facts.name}", ("bios",), "boot with EFI" if facts.has_efi else own)
    if "efi" in bootloader and not facts.has_efi:
        yield Finding(f"there is no EFI on {facts.name}", ("efi",), own)
    # KubeVirt takes a missing secureBoot for true.
    elif "efi" in bootloader and bootloader["efi"].get("secureBoot", True) and not facts.has_secure_boot:
        yield Finding(f"there is no secure boot on {facts.name}", ("efi", "secureBoot"), "write `secureBoot: false`")
