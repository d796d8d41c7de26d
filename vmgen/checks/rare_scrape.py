from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet

_LONGEST = 120
_SECONDS = {"s": 1, "m": 60}


@check("VM874", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def rare_scrape(fleet: Fleet) -> Iterator[Problem]:
    """Prometheus looks so rarely that its series have holes.

    It forgets a value after five minutes (`--query.lookback-delta`): one look that fails, and a machine is gone from
    every sum, and every alert on it begins to count anew.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          monitoring:
            prometheus: {namespace: observability}
            serviceMonitor: {interval: 5m}
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
            prometheus: {namespace: observability}
            serviceMonitor: {interval: 1m}
            dependsOn: [kube-prometheus]
    """
    for cluster in fleet.clusters:
        monitoring = cluster.spec.monitoring
        interval = monitoring.service_monitor.interval if monitoring and monitoring.service_monitor else ""
        if interval and int(interval[:-1]) * _SECONDS[interval[-1]] > _LONGEST:
            yield Problem(
                cluster.written.where("monitoring", "serviceMonitor", "interval"),
                f"`{interval}` leaves holes, since Prometheus forgets a value after five minutes",
                "write `2m` or less",
            )
