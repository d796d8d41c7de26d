from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, cluster_rule
from vmgen.diagnostics import Shows
from vmgen.fleet.fleet import Cluster

_FIELDS = ("monitorAccount", "monitorNamespace", "serviceMonitorNamespace")


@cluster_rule("VM871", kind="KubeVirt", at="spec", shows=Shows.IN_OPERATION)
def monitor_patched(spec: JsonObject, _kubevirt: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
    """A patch has KubeVirt make a ServiceMonitor, beside the one that vmgen writes.

    With two of them each series is there twice, and each sum is twice as large.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, releaseURL: "https://mirror.example.org/kubevirt"}
          cdi: {version: v1.66.0, manage: false}
          monitoring:
            prometheus: {namespace: observability}
            serviceMonitor: {interval: 1m}
            dependsOn: [kube-prometheus]
          patches:
          - target: {kind: KubeVirt}
            operations: [{op: add, path: /spec/monitorNamespace, value: observability}]

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, releaseURL: "https://mirror.example.org/kubevirt"}
          cdi: {version: v1.66.0, manage: false}
          monitoring:
            prometheus: {namespace: observability}
            dependsOn: [kube-prometheus]
    """
    monitoring = cluster.spec.monitoring if cluster else None
    if monitoring is None or monitoring.service_monitor is None:
        return
    for field in _FIELDS:
        if field in spec:
            message = "KubeVirt makes a ServiceMonitor by itself, and `monitoring.serviceMonitor` is another one"
            yield Finding(message, (field,), "remove one of the two")
