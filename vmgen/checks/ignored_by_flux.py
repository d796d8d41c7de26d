from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Route, Shows
from vmgen.facts.source_ignore import ignored_part
from vmgen.fleet.fleet import Cluster, Fleet


@check("VM859", shows=Shows.AT_APPLY)
def ignored_by_flux(fleet: Fleet) -> Iterator[Problem]:
    """A path of the tree has a name that Flux leaves out of what it downloads.

    Pictures, archives, and files of Git and of CI do not reach the cluster (fluxcd/pkg sourceignore): a root that lists
    one cannot be built, and a folder of such a name is empty for Flux.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          output: .github/edge

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
    for cluster in fleet.clusters:
        for route, path in _paths(cluster):
            part = ignored_part(path.removeprefix("./").rstrip("/"))
            if part:
                message = f"Flux leaves out whatever is called `{part}`"
                yield Problem(cluster.written.where(*route), message, "choose another name")


def _paths(cluster: Cluster) -> Iterator[tuple[Route, str]]:
    flux = cluster.spec.flux
    yield ("output",), cluster.spec.output
    yield ("flux", "path"), flux.path
    yield from ((("flux", "extraResources", index), path) for index, path in enumerate(flux.extra_resources))
