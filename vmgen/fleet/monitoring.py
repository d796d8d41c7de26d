"""What the monitoring of a cluster comes to: who measures, and which alerts are left to us."""

from vmgen.facts.alerts import is_built_in
from vmgen.fleet.alerts import ALERTS, Alert
from vmgen.fleet.fleet import Cluster
from vmgen.model.spec.monitoring import MonitoringSpec

SERVICE_MONITOR = "kubevirt-monitoring"


def namespace_of(monitoring: MonitoringSpec) -> str:
    """Where what is written goes."""
    return monitoring.namespace or monitoring.prometheus.namespace


def alerts_for(cluster: Cluster, monitoring: MonitoringSpec) -> tuple[Alert, ...]:
    """All of ours that KubeVirt does not have itself, but for those that the owner does without."""
    unwanted = frozenset(monitoring.left_out_alerts)
    return tuple(
        alert
        for alert in ALERTS
        if alert.name not in unwanted and not is_covered(alert, cluster.spec.kubevirt.version, monitoring)
    )


def is_covered(alert: Alert, version: str, monitoring: MonitoringSpec) -> bool:
    """Whether KubeVirt says the same. It brings its alerts together with its ServiceMonitor, and not without."""
    return monitoring.service_monitor is None and is_built_in(alert.covered_by, version)
