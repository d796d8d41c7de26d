"""What the platform must tolerate, so that machines can run on nodes with taints."""

from vmgen.fleet.fleet import Cluster
from vmgen.targets.manifest import JsonObject, present


def tolerations(cluster: Cluster) -> list[JsonObject]:
    """One for each taint of the nodes: without virt-handler on it, a node runs no machines."""
    found = [
        present({"key": taint.key, "operator": "Equal", "value": taint.value or None, "effect": taint.effect})
        for group in cluster.spec.nodes
        for taint in group.taints
        if taint.effect != "PreferNoSchedule"
    ]
    return [one for index, one in enumerate(found) if one not in found[:index]]
