from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.links import CDI, INSTANCE, MACHINES_PREFIX, OPERATOR


@check("VM806", shows=Shows.AT_APPLY)
def dependency_cycle(fleet: Fleet) -> Iterator[Problem]:
    """A link of the chain shall wait for one that waits for it.

    Flux then waits for ever, and stops to tell any Kustomization of that source about new commits
    (fluxcd/kustomize-controller#1712).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false, dependsOn: [machines-web]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false, dependsOn: [storage]}
    """
    for cluster in fleet.clusters:
        for field, later in _later_links(cluster).items():
            for index, name in enumerate(getattr(cluster.spec, field).depends_on):
                if name in later or name.startswith(MACHINES_PREFIX):
                    at = cluster.written.where(field, "dependsOn", index)
                    yield Problem(at, f"`{name}` itself waits for this", "remove it")


def _later_links(cluster: Cluster) -> dict[str, tuple[str, ...]]:
    """The parts of a Cluster that name dependencies, each with the links that wait for it."""
    kubevirt, cdi = cluster.spec.kubevirt, cluster.spec.cdi
    return {
        "kubevirt": (OPERATOR, CDI, INSTANCE) if kubevirt.manage else (),
        "cdi": (CDI, INSTANCE) if cdi.manage else (),
        "storage": (),
        "network": (),
        "secrets": (),
    }
