from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet


@check("VM311", shows=Shows.BY_LOSING_DATA)
def shared_output(fleet: Fleet) -> Iterator[Problem]:
    """Two clusters are written to one folder, or one into the folder of the other.

    Each would overwrite files of the other, and Flux on one cluster would apply the machines of both.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          output: clusters/example/edge

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          output: clusters/edge
    """
    in_order = sorted(fleet.clusters, key=lambda cluster: f"{cluster.output}/")
    outer: Cluster | None = None
    for cluster in in_order:
        if outer is None or not f"{cluster.output}/".startswith(f"{outer.output}/"):
            outer = cluster
            continue
        yield Problem(
            cluster.written.where("output"),
            f"`{cluster.output}` is in the folder of the cluster `{outer.name}`",
            f"write `output: clusters/{cluster.name}`, or any folder that no other cluster has",
            (Label(outer.written.where("output"), "the other cluster"),),
        )
