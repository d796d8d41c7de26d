from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet


@check("VM855", shows=Shows.AT_APPLY)
def foreign_source(fleet: Fleet) -> Iterator[Problem]:
    """Flux is locked down, and shall read a source of another namespace.

    With `--no-cross-namespace-refs` Flux refuses every Kustomization whose source is not beside it
    (fluxcd/kustomize-controller internal/controller/kustomization_controller.go): nothing would be applied.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {tenancy: {}, source: {namespace: sources}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {tenancy: {}, namespace: sources}
    """
    for cluster in fleet.clusters:
        flux = cluster.spec.flux
        if flux.tenancy is not None and flux.source.namespace not in (None, flux.namespace):
            at = cluster.written.where("flux", "source", "namespace")
            message = f"the source is in `{flux.source.namespace}`, and its Kustomizations are in `{flux.namespace}`"
            yield Problem(at, message, f"write `flux: {{namespace: {flux.source.namespace}}}`, or remove this")
