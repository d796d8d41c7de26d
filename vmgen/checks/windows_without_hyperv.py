from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.architectures import ARCHITECTURES


@machine_check("VM752", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def windows_without_hyperv(machines: Machines) -> Iterator[Problem]:
    """Windows without the interfaces by which it talks to a hypervisor.

    It polls devices and clocks that do not exist: an idle machine keeps its node busy, its time drifts, and under load
    it stops with a blue screen (clock watchdog).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: windows}
        spec:
          virtualSize: 3Gi
          os: windows
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
          os: windows
          variants: {amd64: {registry: {url: "docker://registry.example.org/windows:1"}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: windows
          domain: {features: {hyperv: true}}
    """
    for machine in machines:
        if machine.spec.domain.features.hyperv or not ARCHITECTURES[machine.architecture].has_hyperv:
            continue
        for disk in machine.disks:
            if disk.image is not None and disk.image.spec.os == "windows" and disk.boot_order is not None:
                at = machine.written.at / "metadata" / "name"
                message = f"`{machine.name}` boots Windows without `hyperv`"
                yield Problem(at, message, "write `domain: {features: {hyperv: true}}`")
