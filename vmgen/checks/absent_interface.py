from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows


@machine_check("VM515", severity=Severity.NOTE, shows=Shows.IN_OPERATION)
def absent_interface(machines: Machines) -> Iterator[Problem]:
    """An interface is on its way out of a machine.

    KubeVirt unplugs it, and then takes it out of the VirtualMachine in the cluster, where Flux puts it back. When it
    is gone from the guest, remove it from the catalog, too.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network, state: absent}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}]
    """
    for machine in machines:
        for interface in machine.interfaces:
            if interface.state == "absent" and interface.network is not None and interface.binding == "bridge":
                at = machine.where("networks", interface.name, "state")
                yield Problem(
                    at, f"`{interface.name}` is being unplugged", "remove it from the catalog when it is gone"
                )
