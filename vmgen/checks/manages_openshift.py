from collections.abc import Iterator, Mapping
from typing import Any

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet


@check("VM839", shows=Shows.IN_OPERATION)
def manages_openshift(fleet: Fleet) -> Iterator[Problem]:
    """A Cluster is to manage KubeVirt or CDI on OpenShift.

    OpenShift Virtualization brings both, with an operator of its own that sets their objects back whenever somebody
    else changes them. vmgen writes machines only, and `dependsOn` says what they wait for.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.6.6, manage: true}
          cdi: {version: v1.62.0, dependsOn: [virtualization]}
          distribution: openshift

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.6.6, dependsOn: [virtualization]}
          cdi: {version: v1.62.0, dependsOn: [virtualization]}
          distribution: openshift
    """
    for cluster in fleet.clusters:
        for key, typed in _typed(cluster) if cluster.spec.distribution == "openshift" else ():
            if typed.get("manage") is True:
                at = cluster.written.where(key, "manage")
                other = Label(cluster.written.where("distribution"), "here")
                yield Problem(at, "OpenShift Virtualization manages it", "remove it", (other,))


def _typed(cluster: Cluster) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What the author wrote of each component, whatever it means here."""
    for key in ("kubevirt", "cdi"):
        yield key, cluster.written.layers[-1].value.get(key) or {}
