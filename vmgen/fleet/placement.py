"""Which groups of nodes a machine fits on: by architecture, labels and taints."""

from collections.abc import Iterable

from vmgen.facts.labels import KUBERNETES_DOMAINS
from vmgen.model.spec.nodes import NodeGroupSpec
from vmgen.model.spec.placement import PlacementSpec, TaintSpec, TolerationSpec
from vmgen.records import record

_ARCHITECTURE_LABEL = "kubernetes.io/arch"


@record
class NodeFit:
    """Groups of nodes: `selected` have the architecture and the labels, `open` let the machine in, too."""

    selected: tuple[NodeGroupSpec, ...]
    open: tuple[NodeGroupSpec, ...]


def node_fit(groups: Iterable[NodeGroupSpec], architecture: str, placement: PlacementSpec) -> NodeFit:
    """Groups that do not say which labels they have could have any."""
    alike = (group for group in groups if group.architecture == architecture)
    selected = tuple(group for group in alike if all(has_label(group, *one) for one in placement.node_selector.items()))
    return NodeFit(selected, tuple(group for group in selected if not untolerated(group, placement.tolerations)))


def has_label(group: NodeGroupSpec, key: str, value: str) -> bool:
    """Whether nodes of the group can have the label: what the cluster itself sets need not be listed."""
    if key == _ARCHITECTURE_LABEL:
        return value == group.architecture
    if key in group.labels:
        return group.labels[key] == value
    return not group.labels or key.rpartition("/")[0].endswith(KUBERNETES_DOMAINS)


def untolerated(group: NodeGroupSpec, tolerations: tuple[TolerationSpec, ...]) -> tuple[TaintSpec, ...]:
    """The taints of a group that keep a machine away."""
    return tuple(
        taint
        for taint in group.taints
        if taint.effect != "PreferNoSchedule" and not any(_tolerates(one, taint) for one in tolerations)
    )


def _tolerates(toleration: TolerationSpec, taint: TaintSpec) -> bool:
    if toleration.effect not in {None, taint.effect} or toleration.key not in {"", taint.key}:
        return False
    return toleration.operator == "Exists" or toleration.value == taint.value
