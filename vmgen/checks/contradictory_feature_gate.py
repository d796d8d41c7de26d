from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Fleet


@check("VM812", shows=Shows.AT_APPLY)
def contradictory_feature_gate(fleet: Fleet) -> Iterator[Problem]:
    """A feature gate is switched on and off at once.

    virt-operator refuses such a KubeVirt object, and with it every other change to the platform.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, featureGates: [HostDisk], disabledFeatureGates: [HostDisk]}
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
        enabled = cluster.spec.kubevirt.feature_gates
        for index, name in enumerate(cluster.spec.kubevirt.disabled_feature_gates):
            if name in enabled:
                yield Problem(
                    cluster.written.where("kubevirt", "disabledFeatureGates", index),
                    f"`{name}` is switched on as well",
                    "remove one of the two",
                    (
                        Label(
                            cluster.written.where("kubevirt", "featureGates", enabled.index(name)), "switched on here"
                        ),
                    ),
                )
