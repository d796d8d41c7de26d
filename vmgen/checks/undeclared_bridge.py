from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.networks import Network


@check("VM503", severity=Severity.WARNING, shows=Shows.AT_START)
def undeclared_bridge(fleet: Fleet) -> Iterator[Problem]:
    """A network is on a bridge that the cluster does not list among those of its nodes.

    A machine that lands on a node without the bridge does not start. A Cluster that lists no bridges is not asked.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: storage}
        spec: {bridge: br1}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: storage}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: storage}
        spec: {bridge: br0}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: storage}]
    """
    seen: set[tuple[str, str]] = set()
    for machine in fleet.machines:
        for interface in machine.interfaces:
            network = interface.network
            if network is None or (machine.cluster.name, network.name) in seen:
                continue
            seen.add((machine.cluster.name, network.name))
            bridges = machine.cluster.spec.network.bridges
            if bridges and network.bridge and network.bridge not in bridges:
                yield _problem(network, machine.cluster)


def _problem(network: Network, cluster: Cluster) -> Problem:
    listed = " or ".join(f"`{bridge}`" for bridge in cluster.spec.network.bridges)
    return Problem(
        network.where("bridge"),
        f"`{cluster.name}` lists no bridge `{network.bridge}`",
        f"write {listed}, or add it to the `bridges` of the Cluster",
        (Label(cluster.written.where("network", "bridges"), "its bridges"),),
    )
