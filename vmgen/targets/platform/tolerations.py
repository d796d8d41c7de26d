"""What the platform must tolerate, so that machines can run on nodes with taints."""

from vmgen.fleet.fleet import Cluster
from vmgen.targets.manifest import JsonObject, present


def tolerations(cluster: Cluster, architectures: frozenset[str] | None = None) -> list[JsonObject]:
    """One for each taint of the nodes, of those `architectures` only if any are named.

    Without virt-handler on it, a node runs no machines.
    """
    found = [
        present({"key": taint.key, "operator": "Equal", "value": taint.value or None, "effect": taint.effect})
        for group in cluster.spec.nodes
        if architectures is None or group.architecture in architectures
        for taint in group.taints
        if taint.effect != "PreferNoSchedule"
    ]
    return [one for index, one in enumerate(found) if one not in found[:index]]
