from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.limits import INTERFACE_NAME_LENGTH


@machine_check("VM310", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def long_interface_name(machines: Machines) -> Iterator[Problem]:
    """The name of an interface has more than 15 characters, and Linux takes no longer ones.

    The machine starts, but its guest cannot call the interface so.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: production-network}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: production}
    """
    for machine in machines:
        for interface in machine.interfaces:
            if len(interface.name) > INTERFACE_NAME_LENGTH:
                at = machine.where("networks", interface.name, "name")
                message = f"`{interface.name}` has {len(interface.name)} characters"
                yield Problem(at, message, f"write at most {INTERFACE_NAME_LENGTH}")
