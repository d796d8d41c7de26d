from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.migration import machines_named, obstacles


@check("VM840", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def outdated_workload(fleet: Fleet) -> Iterator[Problem]:
    """KubeVirt is to update machines by moving them alone, and some cannot move.

    After an update of KubeVirt each machine runs on in the old version until it moves or stops. With `LiveMigrate`
    alone those that cannot move stay behind, through one update after the other, until somebody stops them.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt:
            version: v1.9.0
            manage: false
            workloadUpdateStrategy: {workloadUpdateMethods: [LiveMigrate]}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt:
            version: v1.9.0
            manage: false
            workloadUpdateStrategy: {workloadUpdateMethods: [LiveMigrate, Evict]}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
    """
    for cluster in fleet.clusters:
        strategy = cluster.spec.kubevirt.workload_update_strategy
        if strategy is None or set(strategy.workload_update_methods) != {"LiveMigrate"}:
            continue
        found = tuple(obstacles(fleet, cluster))
        if found:
            message = f"`LiveMigrate` alone never updates {machines_named(found)}"
            at = cluster.written.where("kubevirt", "workloadUpdateStrategy", "workloadUpdateMethods")
            yield Problem(
                at, message, "add `Evict`, which stops and starts them", (Label(found[0].at, found[0].reason),)
            )
