from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows


@machine_check("VM511", shows=Shows.AT_APPLY)
def pod_bridge_forbidden(machines: Machines) -> Iterator[Problem]:
    """A machine is bridged to the pod network, and its cluster does not permit that.

    KubeVirt refuses the machine, and Flux stops at it (pkg/network/admitter/binding.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, permitBridgeInterfaceOnPodNetwork: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0, binding: bridge}]

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, permitBridgeInterfaceOnPodNetwork: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0, binding: masquerade}]
    """
    for machine in machines:
        cluster = machine.cluster
        if not cluster.spec.kubevirt.permit_bridge_interface_on_pod_network:
            for interface in machine.interfaces:
                if interface.network is None and interface.binding == "bridge":
                    own = ("networks", interface.name, "binding")
                    by_default = cluster.written.where("network", "podBinding")
                    rule = cluster.written.where("kubevirt", "permitBridgeInterfaceOnPodNetwork")
                    yield Problem(
                        machine.where(*own) if machine.written.says(*own) else by_default,
                        f"`{cluster.name}` permits no bridge on the pod network",
                        "write `masquerade`",
                        (Label(rule, "forbidden here"),),
                    )
