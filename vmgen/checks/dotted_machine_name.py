from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet


@check("VM307", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def dotted_machine_name(fleet: Fleet) -> Iterator[Problem]:
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
    for machine in fleet.machines:
        if "." in machine.name:
            at = machine.written.at / "metadata" / "name"
            yield Problem(at, f"a dot in `{machine.name}`", f"write `{machine.name.replace('.', '-')}`")
