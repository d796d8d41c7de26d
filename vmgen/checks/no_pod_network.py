from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows


@machine_check("VM502", severity=Severity.NOTE, shows=Shows.IN_OPERATION)
def no_pod_network(machines: Machines) -> Iterator[Problem]:
    """No interface of the machine is on the pod network.

    No Service, probe, NetworkPolicy or `virtctl ssh` reaches it, which may be just what is wanted.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: eth0, networkName: prod-network}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth0, networkName: prod-network}
    """
    for machine in machines:
        if machine.interfaces and all(one.network is not None for one in machine.interfaces):
            help_ = "add an interface without `networkName`, if something in the cluster shall reach the machine"
            yield Problem(machine.where("networks").key(), "no interface is on the pod network", help_)
