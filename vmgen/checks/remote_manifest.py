from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet


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
    for cluster in fleet.clusters:
        for field, name, component in (
            ("kubevirt", "KubeVirt", cluster.spec.kubevirt),
            ("cdi", "CDI", cluster.spec.cdi),
        ):
            if component.manage and field not in cluster.vendored and not cluster.written.says(field, "releaseURL"):
                yield Problem(
                    cluster.written.where(field, "version"),
                    f"the cluster fetches {name} `{component.version}` from the internet at every reconciliation",
                    "run `vmgen vendor`, name a mirror of your own with `releaseURL`, or ignore this with a reason",
                )
