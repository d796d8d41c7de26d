"""On which nodes the platform runs: those that its images run on, and those that have what it asks for."""

from vmgen.facts.components import (
    CONTROL_PLANE_LABELS,
    KUBEVIRT,
    Tolerated,
    needs_control_plane,
    services_need_control_plane,
)
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import Operator
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.platform.tolerations import tolerations

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_ARCHITECTURE = "kubernetes.io/arch"
LINUX = {"kubernetes.io/os": "linux"}


def operator_placement(cluster: Cluster, operator: Operator) -> JsonObject:
    """What its Deployment must say in other words than the release; empty where it need not."""
    is_bound = operator.component is KUBEVIRT and needs_control_plane(operator.version)
    is_freed = is_bound and cluster.spec.kubernetes.hosted_control_plane
    affinity = _affinity(operator, CONTROL_PLANE_LABELS if is_bound and not is_freed else ())
    tolerated = tolerations(cluster, operator.architectures) if operator.is_placed else []
    return present(
        {
            # A null takes away what the release says.
            "affinity": affinity or ({"nodeAffinity": {_REQUIRED: None}} if is_freed else None),
            "nodeSelector": _selector(operator) or None,
            "tolerations": [*map(_toleration, operator.component.tolerations), *tolerated] if tolerated else None,
        }
    )


def services_placement(cluster: Cluster, operator: Operator) -> JsonObject:
    """The same for what the operator starts. What is said here takes the place of all that KubeVirt would say."""
    is_bound = operator.component is KUBEVIRT and services_need_control_plane(operator.version)
    is_freed = is_bound and cluster.spec.kubernetes.hosted_control_plane
    if operator.is_placed:
        return _placed(cluster, operator, CONTROL_PLANE_LABELS if is_bound and not is_freed else ())
    return {"nodeSelector": dict(LINUX)} if is_freed else {}


def workloads_placement(cluster: Cluster, operator: Operator) -> JsonObject:
    """For what runs beside machines, on every node that can have any."""
    if operator.is_placed:
        return _placed(cluster, operator, ())
    return present({"tolerations": tolerations(cluster) or None})


def _placed(cluster: Cluster, operator: Operator, labels: tuple[str, ...]) -> JsonObject:
    control_plane = [_toleration(one) for one in operator.component.tolerations if one.key in labels]
    affinity = _affinity(operator, labels) or ({"nodeAffinity": _required(labels, [])} if labels else None)
    return present(
        {
            "affinity": affinity,
            "nodeSelector": {**LINUX, **_selector(operator)},
            "tolerations": [*control_plane, *tolerations(cluster, operator.architectures)] or None,
        }
    )


def _toleration(tolerated: Tolerated) -> JsonObject:
    return present({"key": tolerated.key, "operator": "Exists", "effect": tolerated.effect or None})


def _selector(operator: Operator) -> JsonObject:
    """For a single architecture; several need an affinity."""
    is_one = operator.is_placed and len(operator.architectures) == 1
    return {_ARCHITECTURE: min(operator.architectures)} if is_one else {}


def _affinity(operator: Operator, labels: tuple[str, ...]) -> JsonObject | None:
    if not operator.is_placed or len(operator.architectures) == 1:
        return None
    chosen = {"key": _ARCHITECTURE, "operator": "In", "values": sorted(operator.architectures)}
    return {"nodeAffinity": _required(labels, [chosen])}


def _required(labels: tuple[str, ...], also: list[JsonObject]) -> JsonObject:
    """Nodes with any of the labels, and with all that is `also` asked for."""
    choices = [[{"key": label, "operator": "Exists"}] for label in labels] or [[]]
    return {_REQUIRED: {"nodeSelectorTerms": [{"matchExpressions": [*choice, *also]} for choice in choices]}}
