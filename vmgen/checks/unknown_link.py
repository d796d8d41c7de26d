from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.links import link_names
from vmgen.model.spelling import known_names


@check("VM851", shows=Shows.IN_OPERATION)
def unknown_link(fleet: Fleet) -> Iterator[Problem]:
    """`flux.links` names a Kustomization that vmgen does not write on this cluster.

    What is said of it would hold for nothing.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0}  # vmgen: ignore[remote-manifest] a test
          cdi: {version: v1.66.0, manage: false}
          flux: {links: {kubevirt: {timeout: 30m}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0}  # vmgen: ignore[remote-manifest] a test
          cdi: {version: v1.66.0, manage: false}
          flux: {links: {kubevirt-instance: {timeout: 30m}}}
    """
    for cluster in fleet.clusters:
        if not cluster.spec.flux.links:
            continue
        known = link_names(cluster.spec, (machine.namespace for machine in fleet.machines_of(cluster)))
        for name in cluster.spec.flux.links:
            if name not in known:
                at = cluster.written.where("flux", "links", name)
                yield Problem(at.key(), f"no Kustomization `{name}` is written", known_names(name, known))
