from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet


@check("VM872", shows=Shows.AT_APPLY, severity=Severity.WARNING)
def prometheus_not_awaited(fleet: Fleet) -> Iterator[Problem]:
    """Rules are written, and nothing says who brings the Prometheus operator that understands them.

    Without the definitions of ServiceMonitor and PrometheusRule Flux refuses the whole folder, and tries again for as
    long as they are missing. Where somebody installs them by hand, ignore this with a reason.

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
        if monitoring is not None and monitoring.is_written and not monitoring.depends_on:
            yield Problem(
                cluster.written.where("monitoring").key(),
                f"nothing brings the Prometheus operator to `{cluster.name}`",
                "write its Flux Kustomization under `dependsOn`",
            )
