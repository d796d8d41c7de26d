from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.links import CDI, INSTANCE, MACHINES_PREFIX, MONITORING, OPERATOR


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
        for field, named, later in _dependencies(cluster):
            for index, name in enumerate(named):
                own = name.removeprefix(f"{cluster.spec.flux.namespace}/")
                if own in later or own.startswith(MACHINES_PREFIX):
                    at = cluster.written.where(*field, "dependsOn", index)
                    yield Problem(at, f"`{name}` itself waits for this", "remove it")


def _dependencies(cluster: Cluster) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """The parts of a Cluster that name dependencies, what each names, and the links that wait for it."""
    spec = cluster.spec
    yield ("kubevirt",), spec.kubevirt.depends_on, (OPERATOR, CDI, INSTANCE) if spec.kubevirt.manage else ()
    yield ("cdi",), spec.cdi.depends_on, _later_links(CDI) if spec.cdi.manage else ()
    yield ("storage",), spec.storage.depends_on, ()
    yield ("network",), spec.network.depends_on, ()
    yield ("secrets",), spec.secrets.depends_on, ()
    if spec.monitoring is not None:
        yield ("monitoring",), spec.monitoring.depends_on, (MONITORING,)
    yield ("flux", "machines"), spec.flux.machines.depends_on, ()
    for name, link in spec.flux.links.items():
        yield ("flux", "links", name), link.depends_on, _later_links(name)


def _later_links(link: str) -> tuple[str, ...]:
    """The link itself, and those that come after it."""
    chain = (OPERATOR, CDI, INSTANCE)
    return chain[chain.index(link) :] if link in chain else (link,)
