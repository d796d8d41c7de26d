from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet, NetworkConfiguration
from vmgen.model.spec.network_configuration import EXISTING
from vmgen.model.spelling import known_names


@check("VM518", shows=Shows.IN_OPERATION)
def network_override_unused(fleet: Fleet) -> Iterator[Problem]:
    """What is different about a network on a cluster has no effect.

    The Cluster is not there, or networks of the type have no such field: machines end up on another bridge than meant.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, clusters: {exmaple: {bridge: br1}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, clusters: {example: {bridge: br1}}}
    """
    clusters = [cluster.name for cluster in fleet.clusters]
    for network in fleet.networks:
        for name in network.spec.clusters:
            if name not in clusters and name not in fleet.broken:
                at = network.where("clusters", name).key()
                yield Problem(at, f"no Cluster `{name}`", known_names(name, clusters))
            yield from _fields_of_other_types(network, name)


def _fields_of_other_types(network: NetworkConfiguration, cluster: str) -> Iterator[Problem]:
    type_ = network.spec.type
    for field in ("bridge", "vlan") if type_ == EXISTING else ("networkName",):
        if network.says("clusters", cluster, field):
            at = network.where("clusters", cluster, field).key()
            yield Problem(at, f"a network of the type `{type_}` has no `{field}`", "remove it, or change the `type`")
