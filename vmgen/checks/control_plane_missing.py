from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.facts.components import CONTROL_PLANE_LABELS, KUBEVIRT, needs_control_plane, services_need_control_plane
from vmgen.facts.labels import MANAGED_NODE_LABELS
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.operators import Operator, operator_on
from vmgen.model.spec.nodes import NodeGroupSpec
from vmgen.model.spec.placement import TaintSpec


@check("VM415", shows=Shows.AT_START)
def control_plane_missing(fleet: Fleet) -> Iterator[Problem]:
    """KubeVirt's services would find no node of the control plane that they can run on.

    From 1.3 on virt-api and virt-controller, and from 1.7 on virt-operator as well, run on nodes with the label
    `node-role.kubernetes.io/control-plane` or `…/master` and on no others: they stay Pending where the control plane is
    managed, or hosted elsewhere, and nothing that waits for them goes on.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: cloud}
        spec:
          nodes: [{name: metal, architecture: amd64, labels: {eks.amazonaws.com/nodegroup: metal}}]
          kubevirt: {version: v1.9.0, releaseURL: "https://mirror.example.org/kubevirt"}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: cloud}
        spec:
          nodes: [{name: metal, architecture: amd64, labels: {eks.amazonaws.com/nodegroup: metal}}]
          kubernetes: {hostedControlPlane: true}
          kubevirt: {version: v1.9.0, releaseURL: "https://mirror.example.org/kubevirt"}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        operator = operator_on(cluster, KUBEVIRT)
        if cluster.spec.kubevirt.manage and _is_bound(cluster, operator):
            yield from _without_nodes(cluster, operator)


def _is_bound(cluster: Cluster, operator: Operator) -> bool:
    """What an owner says of the services frees them, and not the operator."""
    if cluster.spec.kubernetes.hosted_control_plane:
        return False
    infra = cluster.spec.kubevirt.infra
    is_said = infra is not None and infra.node_placement is not None
    return needs_control_plane(operator.version) or (services_need_control_plane(operator.version) and not is_said)


def _without_nodes(cluster: Cluster, operator: Operator) -> Iterator[Problem]:
    """Groups need not list the label: only what they do say can show that there is no such node."""
    labelled = [group for group in cluster.spec.nodes if not group.labels.keys().isdisjoint(CONTROL_PLANE_LABELS)]
    version, at = cluster.spec.kubevirt.version, cluster.written.where("kubevirt", "version")
    if labelled and not any(_can_run(operator, group) for group in labelled):
        label = Label(cluster.written.where("nodes", labelled[0].name), "the control plane")
        message = f"no service of KubeVirt `{version}` can run on the control plane of `{cluster.name}`"
        yield Problem(
            at, message, "write `hostedControlPlane: true` under `kubernetes`: then any node will do", (label,)
        )
    managed = [(group.name, key) for group in cluster.spec.nodes for key in group.labels if _is_managed(key)]
    if managed and not labelled:
        label = Label(cluster.written.where("nodes", managed[0][0], "labels", managed[0][1]), "nodes of a service")
        message = f"KubeVirt `{version}` asks for nodes of the control plane, and a managed cluster has none"
        help_ = "write `hostedControlPlane: true` under `kubernetes`, or list the label of nodes that have it"
        yield Problem(at, message, help_, (label,))


def _is_managed(key: str) -> bool:
    return key.startswith(MANAGED_NODE_LABELS)


def _can_run(operator: Operator, group: NodeGroupSpec) -> bool:
    taints = [taint for taint in group.taints if taint.effect != "PreferNoSchedule"]
    return group.architecture not in operator.missing and all(_is_tolerated(operator, taint) for taint in taints)


def _is_tolerated(operator: Operator, taint: TaintSpec) -> bool:
    return any(one.key == taint.key and one.effect in {"", taint.effect} for one in operator.component.tolerations)
