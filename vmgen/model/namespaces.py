"""The namespace of a machine that names none: what its Cluster says."""

from collections.abc import Mapping
from dataclasses import replace

from vmgen.model.resource import Resource
from vmgen.model.spec.metadata import CLUSTER_LABEL


def with_namespaces(resources: tuple[Resource, ...]) -> tuple[Resource, ...]:
    """The same resources, each machine in the namespace that it or else its Cluster names."""
    clusters = {one.metadata.name: _default(one) for one in resources if one.kind.name == "Cluster"}
    if not any(clusters.values()):
        return resources
    only = next(iter(clusters)) if len(clusters) == 1 else ""
    return tuple(_placed(one, clusters, only) if one.kind.name == "Machine" else one for one in resources)


def _default(cluster: Resource) -> str:
    """Empty where the cluster says nothing, or nothing that makes sense: decoding tells that."""
    namespaces = cluster.spec.get("namespaces")
    default = namespaces.get("default") if isinstance(namespaces, dict) else None
    return default if isinstance(default, str) else ""


def _placed(machine: Resource, clusters: Mapping[str, str], only: str) -> Resource:
    metadata = machine.metadata
    default = clusters.get(metadata.labels.get(CLUSTER_LABEL, only), "")
    if not default or "namespace" in metadata.model_fields_set:
        return machine
    return replace(machine, metadata=metadata.model_copy(update={"namespace": default}))
