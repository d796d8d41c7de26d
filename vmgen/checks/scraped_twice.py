from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.alerts import MONITOR_ACCOUNT, MONITOR_NAMESPACES
from vmgen.fleet.fleet import Fleet


@check("VM870", shows=Shows.IN_OPERATION)
def scraped_twice(fleet: Fleet) -> Iterator[Problem]:
    """A ServiceMonitor is written, and KubeVirt makes another one by itself.

    KubeVirt looks for the service account `prometheus-k8s` in the namespaces `openshift-monitoring` and `monitoring`,
    and where it finds it, makes a ServiceMonitor with alerts of its own (kubevirt/kubevirt
    pkg/virt-operator/resource/generate/install/strategy.go). With two of them each series is there twice, and each sum
    is twice as large.

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
            serviceMonitor: {interval: 1m}
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
            dependsOn: [kube-prometheus]
    """
    for cluster in fleet.clusters:
        monitoring = cluster.spec.monitoring
        if monitoring is None or monitoring.service_monitor is None:
            continue
        prometheus = monitoring.prometheus
        if prometheus.namespace in MONITOR_NAMESPACES and prometheus.service_account == MONITOR_ACCOUNT:
            yield Problem(
                cluster.written.where("monitoring", "serviceMonitor").key(),
                f"KubeVirt finds `{MONITOR_ACCOUNT}` in `{prometheus.namespace}`, and scrapes by itself",
                "remove it, or name the `serviceAccount` that this Prometheus has",
            )
