from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.model.spec.metadata import TEMPLATE_LABEL


@machine_check("VM309", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def template_label_mismatch(machines: Machines) -> Iterator[Problem]:
    """The label `vitistack.io/machine-template` names another template than the machine has.

    The label chooses nothing. vmgen writes it from `template`, so that it may be left out.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {vitistack.io/machine-template: large}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: large, image: debian-13}
    """
    for machine in machines:
        label = machine.written.metadata.labels.get(TEMPLATE_LABEL, machine.template)
        if label == machine.template:
            continue
        at = machine.written.at / "metadata" / "labels" / TEMPLATE_LABEL
        if machine.template:
            message = f"the label says `{label}`, and the template is `{machine.template}`"
            yield Problem(at, message, "remove the label", (Label(machine.where("template"), "the template"),))
        else:
            yield Problem(at, f"the label says `{label}`, and the machine has no template", "remove the label")
