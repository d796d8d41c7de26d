from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.feature_gates import MULTI_ARCHITECTURE, FeatureGates, Stage
from vmgen.fleet.fleet import Fleet


@check("VM815", shows=Shows.AT_APPLY)
def architecture_gate_missing(fleet: Fleet) -> Iterator[Problem]:
    """Nodes of several architectures, and a KubeVirt that takes machines of one.

    Before 1.8, virt-api refuses each machine whose architecture is not that of the node on which virt-api happens to
    run, unless the feature gate `MultiArchitecture` is on.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: box, architecture: amd64}, {name: pi, architecture: arm64}]
          kubevirt: {version: v1.7.4, manage: false}
          cdi: {version: v1.66.0, manage: false}
          defaults: {placement: {architecture: amd64}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: mixed}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: box, architecture: amd64}, {name: pi, architecture: arm64}]
          kubevirt: {version: v1.7.4, manage: false, featureGates: [MultiArchitecture]}
          cdi: {version: v1.66.0, manage: false}
          defaults: {placement: {architecture: amd64}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: mixed}}
        spec: {template: small, image: debian-13}
    """
    for cluster in fleet.clusters:
        if len(cluster.architectures) > 1 and _is_missing(cluster.feature_gates) and fleet.machines_of(cluster):
            yield Problem(
                cluster.written.where("kubevirt", "featureGates"),
                f"KubeVirt {cluster.spec.kubevirt.version} takes machines of one architecture only",
                f"add `{MULTI_ARCHITECTURE}` to `featureGates`, or move the cluster to KubeVirt 1.8 or newer",
            )


def _is_missing(gates: FeatureGates) -> bool:
    """Where the gate is deprecated, nothing asks for it any more."""
    return gates.stage(MULTI_ARCHITECTURE) is Stage.ALPHA and not gates.is_on(MULTI_ARCHITECTURE)
