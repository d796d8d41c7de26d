from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.feature_gates import SWITCHED_OFF_BY
from vmgen.fleet.fleet import Fleet


@check("VM814", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def overriding_feature_gate(fleet: Fleet) -> Iterator[Problem]:
    """A feature gate that switches off what took its place.

    Where `HotplugVolumes` is on, KubeVirt plugs in disks by command only, and a disk that the manifest of a running
    machine gains is there at its next start (pkg/virt-controller/watch/vm/vm.go). Many old examples still list it.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, featureGates: [HotplugVolumes]}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        gates, listed = cluster.feature_gates, cluster.spec.kubevirt.feature_gates
        for name, by in SWITCHED_OFF_BY.items():
            if gates.is_on(name) and gates.is_on(by) and by in listed:
                at = cluster.written.where("kubevirt", "featureGates", listed.index(by))
                yield Problem(at, f"`{by}` switches off `{name}`", f"remove `{by}`")
