from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows


@machine_check("VM501", shows=Shows.AT_START)
def multus_missing(machines: Machines) -> Iterator[Problem]:
    """A machine attaches to a network, and its cluster has no Multus to attach it.

    The NetworkAttachmentDefinition could not be applied, or would mean nothing, and the machine would not start.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network}]

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          network: {multus: true}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network}]
    """
    for machine in machines:
        if machine.cluster.spec.network.multus:
            continue
        for interface in machine.interfaces:
            if interface.network is not None:
                cluster = machine.cluster
                yield Problem(
                    machine.where("networks", interface.name, "networkName"),
                    f"`{cluster.name}` has no Multus, and `{interface.network.name}` is no pod network",
                    "install Multus and write `multus: true` under `network` of the Cluster, or remove `networkName`",
                    (Label(cluster.written.where("network", "multus"), "the Cluster"),),
                )
