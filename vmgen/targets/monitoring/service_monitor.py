"""ServiceMonitor: how Prometheus finds the components of KubeVirt, where KubeVirt does not say so itself."""

from vmgen.facts import components
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.monitoring import SERVICE_MONITOR, namespace_of
from vmgen.model.spec.monitoring import MonitoringSpec, ServiceMonitorSpec
from vmgen.targets.labels import cluster_labels
from vmgen.targets.manifest import JsonObject
from vmgen.targets.source_map import SourceMap

SERVICE_MONITOR_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "monitoring.serviceMonitor",
        "metadata.labels": "monitoring.prometheus.labels | metadata.name",
        "metadata.namespace": "monitoring.namespace | monitoring.prometheus.namespace",
        "spec": "monitoring.serviceMonitor",
        "spec.namespaceSelector": "distribution | monitoring.serviceMonitor",
        "spec.endpoints": "monitoring.serviceMonitor.interval | monitoring.serviceMonitor",
    }
)


def service_monitor(cluster: Cluster, monitoring: MonitoringSpec, spec: ServiceMonitorSpec) -> JsonObject:
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "ServiceMonitor",
        "metadata": {
            "name": SERVICE_MONITOR,
            "namespace": namespace_of(monitoring),
            "labels": {**monitoring.prometheus.labels, **cluster_labels(cluster)},
        },
        "spec": {
            "endpoints": [
                {
                    "port": "metrics",
                    "interval": spec.interval,
                    "scheme": "https",
                    # KubeVirt signs its certificates itself.
                    "tlsConfig": {"insecureSkipVerify": True},
                    # `namespace` and `pod` of a series are those of the machine, not of what measured it.
                    "honorLabels": True,
                }
            ],
            "namespaceSelector": {"matchNames": [_namespace_of_kubevirt(cluster)]},
            "selector": {"matchLabels": {"prometheus.kubevirt.io": "true"}},
        },
    }


def _namespace_of_kubevirt(cluster: Cluster) -> str:
    is_openshift = cluster.spec.distribution == "openshift"
    return components.OPENSHIFT_NAMESPACE if is_openshift else components.KUBEVIRT.namespace
