from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows


@machine_check("VM307", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def dotted_machine_name(machines: Machines) -> Iterator[Problem]:
    """The name of a machine contains a dot.

    KubeVirt takes only what stands before the first dot for the host name (kubevirt/kubevirt#1192), and `virtctl`
    takes the rest for a namespace (kubevirt/kubevirt#13679).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web.example.org}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-example-org}
        spec: {template: small, image: debian-13}
    """
    for machine in machines:
        if "." in machine.name:
            at = machine.written.at / "metadata" / "name"
            yield Problem(at, f"a dot in `{machine.name}`", f"write `{machine.name.replace('.', '-')}`")
