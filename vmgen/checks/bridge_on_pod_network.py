from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows


@machine_check("VM510", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def bridge_on_pod_network(machines: Machines) -> Iterator[Problem]:
    """A machine is bridged to the pod network, and so cannot migrate to another node.

    The bridge takes the address of the pod, and the pod on the other node has another one. A node is not drained while
    the machine runs there, unless it may be shut down (pkg/network/vmispec/interface.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0, binding: bridge}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0, binding: masquerade}]
    """
    for machine in machines:
        if machine.cluster.spec.kubevirt.permit_bridge_interface_on_pod_network:
            for interface in machine.interfaces:
                if interface.network is None and interface.binding == "bridge":
                    own = ("networks", interface.name, "binding")
                    cluster = machine.cluster.written.where("network", "podBinding")
                    at = machine.where(*own) if machine.written.says(*own) else cluster
                    message = f"`{interface.name}` is bridged to the pod network: its machine cannot migrate"
                    yield Problem(at, message, "write `masquerade`")
