from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.operators import left_alone, managed_operators


@check("VM412", shows=Shows.AT_START, severity=Severity.NOTE)
def platform_on_some_nodes(fleet: Fleet) -> Iterator[Problem]:
    """A release has images for some of the nodes only, so vmgen keeps it to those.

    The operator's Deployment and its object say on which nodes its pods may run. No machine in the catalog needs it on
    the other nodes.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: box, architecture: amd64}, {name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.61.1, releaseURL: "https://mirror.example.org/cdi"}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: box, architecture: amd64}, {name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
    """
    for cluster in fleet.clusters:
        for operator in managed_operators(cluster):
            if operator.is_placed and not left_alone(operator, fleet.machines_of(cluster)):
                can, cannot = (
                    " and ".join(f"`{one}`" for one in sorted(some))
                    for some in (operator.architectures, operator.missing)
                )
                yield Problem(
                    cluster.written.where(operator.component.name, "version"),
                    f"{operator.component.kind} `{operator.version.tag}` runs on nodes of {can} only: "
                    f"it has no images for {cannot}",
                )
