from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.alerts import ALERTS
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.monitoring import is_covered
from vmgen.model.spec.monitoring import MonitoringSpec
from vmgen.model.spelling import known_names

_BY_NAME = {alert.name: alert for alert in ALERTS}


@check("VM873", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def unknown_alert(fleet: Fleet) -> Iterator[Problem]:
    """An alert is left out that is not written for this cluster anyway.

    Its name may be misspelt. Or this release of KubeVirt has an alert that says the same, and ours is written only
    where KubeVirt makes no rules, or is older: then KubeVirt's own still fires.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          monitoring:
            prometheus: {namespace: monitoring}
            leftOutAlerts: [MachineNotEvictable]
            dependsOn: [kube-prometheus]

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          monitoring:
            prometheus: {namespace: monitoring}
            leftOutAlerts: [MachineRestartRequired]
            dependsOn: [kube-prometheus]
    """
    for cluster in fleet.clusters:
        monitoring = cluster.spec.monitoring
        if monitoring is not None:
            yield from _unknown(cluster, monitoring)


def _unknown(cluster: Cluster, monitoring: MonitoringSpec) -> Iterator[Problem]:
    for index, name in enumerate(monitoring.left_out_alerts):
        at = cluster.written.where("monitoring", "leftOutAlerts", index)
        alert = _BY_NAME.get(name)
        if alert is None:
            yield Problem(at, f"no alert `{name}`", known_names(name, tuple(_BY_NAME)))
        elif is_covered(alert, cluster.spec.kubevirt.version, monitoring):
            message = f"`{name}` is not written: KubeVirt's own `{alert.covered_by}` says the same"
            yield Problem(at, message, "remove it, and silence that one in Alertmanager")
