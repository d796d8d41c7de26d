from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Severity, Shows


@machine_check("VM735", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def windows_cloud_init(machines: Machines) -> Iterator[Problem]:
    """A machine for Windows gets data for cloud-init, which Windows does not read.

    What `hyperv` switches on is for Windows. It reads answer files from `sysprep`, and data for cloud-init only where
    its image has cloudbase-init. If yours has it, say so in a comment.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: desktop}
        spec:
          template: small
          image: debian-13
          domain: {features: {hyperv: true}}
          cloudInit:
            userData: |
              #cloud-config
              hostname: desktop

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: desktop-answers}
        spec: {keys: [autounattend.xml]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: desktop}
        spec:
          template: small
          image: debian-13
          domain: {features: {hyperv: true}}
          sysprep: {secretRef: {name: desktop-answers}}
    """
    for machine in machines:
        if machine.spec.domain.features.hyperv and machine.guest.has_cloud_init:
            field = next(
                (one for one in ("cloudInit", "users", "sshKeys", "networks") if machine.written.says(one)), "cloudInit"
            )
            label = (Label(machine.where("domain", "features", "hyperv"), "this is for Windows"),)
            message = f"Windows reads `{field}` only with cloudbase-init in its image"
            yield Problem(machine.where(field).key(), message, "write `sysprep`", label)
