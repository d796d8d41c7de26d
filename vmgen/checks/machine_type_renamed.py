from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.architectures import ARCHITECTURES, allows_machine_type

_WRITTEN, _MEANT = "pc-q35", "q35"


@machine_check("VM727", shows=Shows.AT_START, severity=Severity.NOTE)
def machine_type_renamed(machines: Machines) -> Iterator[Problem]:
    """The machine type `pc-q35` is written as `q35`.

    KubeVirt accepts `pc-q35`, and QEMU does not know it: there are `q35` and `pc-q35-` with a version
    (harvester/harvester#8630).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, domain: {machine: {type: pc-q35}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, domain: {machine: {type: q35}}}
    """
    for machine in machines:
        chosen = machine.spec.domain.machine
        if chosen is None or chosen.type != _WRITTEN:
            continue
        if allows_machine_type(ARCHITECTURES[machine.architecture], _MEANT):
            at = machine.where("domain", "machine", "type")
            yield Problem(at, f"`{_WRITTEN}` is written as `{_MEANT}`", f"write `{_MEANT}`")
