from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Machine
from vmgen.fleet.placement import has_label


@machine_check("VM406", shows=Shows.AT_START)
def no_matching_node(machines: Machines) -> Iterator[Problem]:
    """No node of the cluster has the labels that the machine selects.

    It would stay Pending. Groups of nodes that list no labels could have any, and so could all groups have those that
    the cluster itself sets: keys of `kubernetes.io`, `k8s.io` and `kubevirt.io`.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, labels: {example.org/disk: nvme}}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec: {template: small, image: debian-13, placement: {nodeSelector: {example.org/disk: ssd}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, labels: {example.org/disk: nvme}}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec: {template: small, image: debian-13, placement: {nodeSelector: {example.org/disk: nvme}}}
    """
    for machine in machines:
        if not machine.node_fit.selected and machine.architecture in machine.cluster.architectures:
            yield _problem(machine)


def _problem(machine: Machine) -> Problem:
    cluster, architecture = machine.cluster, machine.architecture
    groups = [group for group in cluster.spec.nodes if group.architecture == architecture]
    selector = machine.spec.placement.node_selector
    related = (Label(cluster.written.where("nodes"), "the nodes"),)
    for key, value in selector.items():
        if not any(has_label(group, key, value) for group in groups):
            known = sorted({group.labels[key] for group in groups if key in group.labels})
            listed = " or ".join(f"`{one}`" for one in known)
            return Problem(
                machine.where("placement", "nodeSelector", key),
                f"no {architecture} node of `{cluster.name}` has the label `{key}: {value}`",
                f"write {listed}" if known else "remove it, or give the label to nodes of the Cluster",
                related,
            )
    listed = ", ".join(f"`{key}: {value}`" for key, value in selector.items())
    message = f"no {architecture} node of `{cluster.name}` has all of the labels {listed}"
    return Problem(machine.where("placement", "nodeSelector"), message, "remove one of them", related)
