from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.links import link_names
from vmgen.model.spelling import known_names


@check("VM851", shows=Shows.IN_OPERATION)
def unknown_link(fleet: Fleet) -> Iterator[Problem]:
    """`flux.links` names a Kustomization that vmgen does not write on this cluster, or `flux.shards` such a namespace.

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
        flux = cluster.spec.flux
        if not (flux.links or flux.shards) or not fleet.is_whole:
            continue
        namespaces = {machine.namespace for machine in fleet.machines_of(cluster)}
        links = link_names(cluster.spec, namespaces)
        for field, named, known, what in (
            ("links", flux.links, links, "Kustomization `{}` is written"),
            ("shards", flux.shards, namespaces, "machine is in the namespace `{}`"),
        ):
            for name in (name for name in named if name not in known):
                at = cluster.written.where("flux", field, name)
                yield Problem(at.key(), f"no {what.format(name)}", known_names(name, known))
