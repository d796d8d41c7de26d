"""The monitoring of a cluster as Kubernetes objects, in a folder of its own."""

from collections.abc import Iterator

from vmgen.fleet.fleet import Cluster, Machine
from vmgen.fleet.links import MONITORING
from vmgen.targets.manifest import Manifest
from vmgen.targets.monitoring.dashboards import DASHBOARD_SOURCES, dashboards
from vmgen.targets.monitoring.rules import RULE_SOURCES, prometheus_rule
from vmgen.targets.monitoring.service_monitor import SERVICE_MONITOR_SOURCES, service_monitor


def lower_monitoring(cluster: Cluster, machines: tuple[Machine, ...]) -> Iterator[Manifest]:
    """Nothing where the Cluster does not ask for it."""
    monitoring = cluster.spec.monitoring
    if monitoring is None:
        return
    if monitoring.service_monitor is not None:
        body = service_monitor(cluster, monitoring, monitoring.service_monitor)
        yield Manifest(body, f"{MONITORING}/servicemonitor.yaml", cluster.written, SERVICE_MONITOR_SOURCES)
    if monitoring.rules:
        body = prometheus_rule(cluster, monitoring, machines)
        yield Manifest(body, f"{MONITORING}/rules.yaml", cluster.written, RULE_SOURCES)
    if monitoring.grafana is not None:
        for body in dashboards(cluster, monitoring, monitoring.grafana):
            path = f"{MONITORING}/{body['metadata']['name']}.yaml"
            yield Manifest(body, path, cluster.written, DASHBOARD_SOURCES)
