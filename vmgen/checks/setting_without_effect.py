from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.model.shape import fields

_FACTS = frozenset({"version", "manage", "dependsOn"})
_FACTS_OF_KUBEVIRT = _FACTS | {
    "featureGates",
    "disabledFeatureGates",
    "emulatedMachines",
    "machineType",
    "permitBridgeInterfaceOnPodNetwork",
    "defaultNetworkInterface",
    "vmStateStorageClass",
    "evictionStrategy",
    "workloadUpdateStrategy",
}
"""What checks want to know, whoever sets it."""


@check("VM838", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def setting_without_effect(fleet: Fleet) -> Iterator[Problem]:
    """A Cluster sets something of KubeVirt or CDI that vmgen writes nowhere.

    With `manage: false`, and on OpenShift, somebody else writes the object of the component. What a Cluster says of it
    is then what vmgen may rely on, such as feature gates that are on. Everything else changes nothing.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, migrations: {parallelMigrationsPerCluster: 10}}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            migrations: {parallelMigrationsPerCluster: 10}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        theirs = cluster.spec.distribution == "openshift"
        who, where = (
            ("OpenShift Virtualization", "in its HyperConverged object") if theirs else ("somebody else", "there")
        )
        for key, name, component, facts in (
            ("kubevirt", "KubeVirt", cluster.spec.kubevirt, _FACTS_OF_KUBEVIRT),
            ("cdi", "CDI", cluster.spec.cdi, _FACTS),
        ):
            for field in () if component.manage else fields(type(component)):
                if field not in facts and cluster.written.says(key, field):
                    message = f"`{field}` changes nothing here: {who} writes the {name} object"
                    at = cluster.written.where(key, field).key()
                    yield Problem(at, message, f"set it {where}, and remove it here")
