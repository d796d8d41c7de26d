from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.components import COMPONENTS
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.release_manifest import component_spec, manifest_name


@check("VM802", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def remote_manifest(fleet: Fleet) -> Iterator[Problem]:
    """The cluster fetches a release manifest from the internet, every time Flux reconciles it.

    When GitHub is slow, limits its rate or is out of reach, the platform cannot be reconciled, and neither can it be
    built up again after a disaster. `vmgen vendor` fetches the manifest into the catalog, once. A mirror of your own is
    there when you are.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
    """
    fetched_once = fleet.lock.manifests if fleet.lock is not None else {}
    for cluster in fleet.clusters:
        for component in COMPONENTS:
            name, spec = component.name, component_spec(cluster.spec, component)
            is_here = name in cluster.vendored or manifest_name(component, spec.version) in fetched_once
            if spec.manage and not is_here and not cluster.written.says(name, "releaseURL"):
                yield Problem(
                    cluster.written.where(name, "version"),
                    f"the cluster fetches {component.kind} `{spec.version}` from the internet at every reconciliation",
                    "run `vmgen vendor`, name a mirror of your own with `releaseURL`, or ignore this with a reason",
                )
