from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows

_FORCE = "kustomize.toolkit.fluxcd.io/force"


@machine_check("VM808", shows=Shows.BY_LOSING_DATA)
def forced_replacement(machines: Machines) -> Iterator[Problem]:
    """An annotation tells Flux to delete what it cannot change.

    Flux takes every refusal of the API for a field that cannot change (fluxcd/pkg ssa/errors/immutable.go). A mistake
    in a running machine would not be refused any more: the machine would be deleted, and refused after that.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, annotations: {kustomize.toolkit.fluxcd.io/force: enabled}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """
    for machine in machines:
        if machine.written.metadata.annotations.get(_FORCE, "").lower() == "enabled":
            at = machine.written.at / "metadata" / "annotations" / _FORCE
            message = "Flux would delete the machine where it cannot change it"
            yield Problem(at.key(), message, "remove the annotation")
