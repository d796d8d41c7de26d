from collections.abc import Iterator, Mapping

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet, Machine
from vmgen.fleet.placement import has_label
from vmgen.model.spec.nodes import NodeGroupSpec


@check("VM849", shows=Shows.AT_START)
def platform_without_node(fleet: Fleet) -> Iterator[Problem]:
    """The platform is kept away from the nodes that machines need it on.

    A node runs machines once virt-handler runs there, and fills disks once CDI's pods can. Where no node has the labels
    that `workloads` of KubeVirt or `workload` of CDI want, nothing is refused: KubeVirt itself gets ready, machines
    wait for a node, and disks for a pod.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, labels: {example.org/machines: "true"}}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            workloads: {nodePlacement: {nodeSelector: {example.org/machines: "yes"}}}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, labels: {example.org/machines: "true"}}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            workloads: {nodePlacement: {nodeSelector: {example.org/machines: "true"}}}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        for key, wanted in _wanted(cluster):
            fit = [group for group in cluster.spec.nodes if all(has_label(group, *label) for label in wanted.items())]
            at = cluster.written.where("kubevirt" if key == "workloads" else "cdi", key).key()
            if not fit:
                yield Problem(at, "no node has these labels", "write labels of the nodes that run machines")
                continue
            apart = [one for one in fleet.machines if one.cluster is cluster and not _shares_node(one, fit)]
            if apart:
                message = f"`{apart[0].name}` runs on nodes without these labels"
                where = Label(apart[0].written.at / "metadata" / "name", "this machine")
                yield Problem(at, message, "write labels that its nodes have, too", (where,))


def _wanted(cluster: Cluster) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The labels that the owner asks for, by the part of the platform that goes where machines go."""
    kubevirt, cdi = cluster.spec.kubevirt, cluster.spec.cdi
    workloads = kubevirt.workloads.node_placement if kubevirt.manage and kubevirt.workloads else None
    if workloads is not None and workloads.node_selector:
        yield "workloads", workloads.node_selector
    if cdi.manage and cdi.workload is not None and cdi.workload.node_selector:
        yield "workload", cdi.workload.node_selector


def _shares_node(machine: Machine, groups: list[NodeGroupSpec]) -> bool:
    return not machine.node_fit.open or any(group in groups for group in machine.node_fit.open)
