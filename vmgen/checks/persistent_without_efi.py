from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows

_BOOTLOADER = ("domain", "firmware", "bootloader")


@machine_check("VM768", shows=Shows.AT_BUILD)
def persistent_without_efi(machines: Machines) -> Iterator[Problem]:
    """A machine asks for a firmware that remembers, and for a BIOS.

    What `persistent` keeps are variables of UEFI. A BIOS has none, and KubeVirt has no words for both.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: office}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, vmStateStorageClass: local-path}
          cdi: {version: v1.66.0, manage: false}
          storage: {classes: [{name: local-path, provisioner: rancher.io/local-path}]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: office}}
        spec:
          template: small
          image: debian-13
          domain: {firmware: {bootloader: {efi: false, persistent: true}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: office}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, vmStateStorageClass: local-path}
          cdi: {version: v1.66.0, manage: false}
          storage: {classes: [{name: local-path, provisioner: rancher.io/local-path}]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: office}}
        spec:
          template: small
          image: debian-13
          domain: {firmware: {bootloader: {efi: true, persistent: true}}}
    """
    for machine in machines:
        bootloader = machine.spec.domain.firmware.bootloader
        if bootloader.persistent and bootloader.efi is False:
            yield Problem(
                machine.where(*_BOOTLOADER, "persistent"),
                "persistent variables without EFI",
                "remove `efi: false`, or `persistent: true`",
                (Label(machine.where(*_BOOTLOADER, "efi"), "EFI is switched off here"),),
            )
