from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.syntax.sources import CATALOG


@check("VM313", shows=Shows.AT_BUILD)
def output_in_catalog(fleet: Fleet) -> Iterator[Problem]:
    """A cluster is written into the catalog.

    The next build would read its own output as catalog documents.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          output: catalog/edge

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
        if cluster.output.partition("/")[0] == CATALOG:
            message = f"`{cluster.output}` is in the catalog"
            yield Problem(cluster.written.where("output"), message, f"write `output: clusters/{cluster.name}`")
