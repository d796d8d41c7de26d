from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.feature_gates import FeatureGates, stages
from vmgen.facts.releases import KUBEVIRT_RELEASES, release_of
from vmgen.fleet.fleet import Fleet
from vmgen.model.spelling import did_you_mean

_LINES = frozenset(release.line for release in KUBEVIRT_RELEASES)


@check("VM810", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def unknown_feature_gate(fleet: Fleet) -> Iterator[Problem]:
    """A feature gate that the cluster's KubeVirt does not have.

    KubeVirt takes no notice of it and says nothing: what somebody wanted to switch on stays off
    (kubevirt/kubevirt#11774).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, featureGates: [HostDisks]}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, featureGates: [HostDisk]}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        spec, gates = cluster.spec.kubevirt, cluster.feature_gates
        release = release_of(spec.version)
        if release is None or release.line not in _LINES:
            continue
        for field, names in (
            ("featureGates", spec.feature_gates),
            ("disabledFeatureGates", spec.disabled_feature_gates),
        ):
            for index, name in enumerate(names):
                if gates.stage(name) is None:
                    message, help_ = _reason(name, gates)
                    yield Problem(cluster.written.where("kubevirt", field, index), message, help_)


def _reason(name: str, gates: FeatureGates) -> tuple[str, str]:
    """What is wrong with the gate, and what to do about it."""
    first = next((release for release, stage in stages().get(name, ()) if stage is not None), None)
    if first is None:
        return f"KubeVirt has no feature gate `{name}`", did_you_mean(name, filter(gates.stage, stages()))
    line = f"KubeVirt {first.major}.{first.minor}"
    message = f"the feature gate `{name}` came with {line}, and this is {gates.version}"
    return message, f"remove it, or move the cluster to {line} or newer"
