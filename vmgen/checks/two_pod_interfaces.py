from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows


@machine_check("VM504", shows=Shows.AT_APPLY)
def two_pod_interfaces(machines: Machines) -> Iterator[Problem]:
    """A machine has more than one interface on the pod network, and KubeVirt allows one.

    An interface without `networkName` is on the pod network. Those of a template stay, unless they have the same name.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: eth0}
          - {name: eth1}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: eth0}
          - {name: eth1, networkName: prod-network}
    """
    for machine in machines:
        first = ""
        for interface in machine.interfaces:
            if interface.network is not None:
                continue
            if first:
                yield Problem(
                    machine.where("networks", interface.name, "networkName"),
                    f"`{interface.name}` is on the pod network, as `{first}` is",
                    "write a `networkName`, or remove one of the two",
                    (Label(machine.where("networks", first), "the first one"),),
                )
            first = first or interface.name
