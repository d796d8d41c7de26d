"""ConfigMaps with dashboards, which Grafana's sidecar finds by their labels."""

from collections.abc import Iterator

from vmgen.fleet.fleet import Cluster
from vmgen.fleet.monitoring import namespace_of
from vmgen.model.spec.monitoring import GrafanaSpec, MonitoringSpec
from vmgen.targets.labels import VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject
from vmgen.targets.monitoring.grafana import Dashboard, dashboard_json
from vmgen.targets.monitoring.nodes import NODES
from vmgen.targets.monitoring.overview import OVERVIEW
from vmgen.targets.monitoring.performance import PERFORMANCE
from vmgen.targets.source_map import SourceMap

DASHBOARDS = (OVERVIEW, PERFORMANCE, NODES)

DASHBOARD_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "monitoring.grafana",
        "metadata.annotations": "monitoring.grafana.folder | monitoring.grafana",
        "metadata.labels": "monitoring.grafana.labels | metadata.name",
        "metadata.namespace": "monitoring.namespace | monitoring.prometheus.namespace",
        "data": "kubevirt.version",
    }
)


def dashboards(cluster: Cluster, monitoring: MonitoringSpec, grafana: GrafanaSpec) -> Iterator[JsonObject]:
    for dashboard in DASHBOARDS:
        yield _config_map(dashboard, cluster, monitoring, grafana)


def _config_map(dashboard: Dashboard, cluster: Cluster, monitoring: MonitoringSpec, grafana: GrafanaSpec) -> JsonObject:
    folder = {"grafana_folder": grafana.folder} if grafana.folder else {}
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {
            "name": f"dashboard-{dashboard.name}",
            "namespace": namespace_of(monitoring),
            "labels": {**grafana.labels, **cluster_labels(cluster)},
            "annotations": {**folder, **VERBATIM},
        },
        "data": {f"{dashboard.name}.json": dashboard_json(dashboard, cluster.spec.kubevirt.version)},
    }
