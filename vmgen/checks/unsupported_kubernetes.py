from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.facts.kubernetes import kubevirt_for, supported_kubernetes
from vmgen.facts.releases import Release, release_of
from vmgen.fleet.fleet import Fleet


@check("VM809", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def unsupported_kubernetes(fleet: Fleet) -> Iterator[Problem]:
    """The cluster's KubeVirt is not made for the Kubernetes that it runs on.

    A release of KubeVirt is tested with three versions of Kubernetes, those that were current when it appeared. On
    another one it may well start, and nobody has looked whether it migrates and upgrades machines. Upgrade Kubernetes
    and KubeVirt in turns, KubeVirt by one minor release at a time.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubernetes: {version: "1.32"}
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubernetes: {version: "1.35"}
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        kubernetes, kubevirt = release_of(cluster.spec.kubernetes.version), release_of(cluster.spec.kubevirt.version)
        supported = supported_kubernetes(kubevirt) if kubevirt is not None else None
        if kubernetes is None or supported is None or supported[0].line <= kubernetes.line <= supported[1].line:
            continue
        oldest, newest = (f"{one.major}.{one.minor}" for one in supported)
        yield Problem(
            cluster.written.where("kubernetes", "version"),
            f"KubeVirt {cluster.spec.kubevirt.version} is made for Kubernetes {oldest} to {newest}",
            _help(kubernetes),
            (Label(cluster.written.where("kubevirt", "version"), "its version"),),
        )


def _help(kubernetes: Release) -> str:
    """The KubeVirt for it; nothing where none is known."""
    line = kubevirt_for(kubernetes)
    return f"KubeVirt {line[0]}.{line[1]} is made for Kubernetes {kubernetes.major}.{kubernetes.minor}" if line else ""
