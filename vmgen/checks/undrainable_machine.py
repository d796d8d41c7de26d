from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.migration import machines_named, obstacles


@check("VM841", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def undrainable_machine(fleet: Fleet) -> Iterator[Problem]:
    """Nodes are drained by moving machines, and some cannot move.

    With `LiveMigrate` KubeVirt refuses to evict a machine that cannot move, so that a node with one is never drained:
    an upgrade of the cluster waits there until somebody stops the machine (pod-eviction-admitter.go; cozystack#4360).
    `LiveMigrateIfPossible` moves those that can, and stops the others.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt: {version: v1.9.0, manage: false, evictionStrategy: LiveMigrate}
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
          kubevirt: {version: v1.9.0, manage: false, evictionStrategy: LiveMigrateIfPossible}
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
        found = tuple(obstacles(fleet, cluster)) if cluster.spec.kubevirt.eviction_strategy == "LiveMigrate" else ()
        if found:
            yield Problem(
                cluster.written.where("kubevirt", "evictionStrategy"),
                f"no node is drained while it runs {machines_named(found)}",
                "write `LiveMigrateIfPossible`",
                (Label(found[0].at, found[0].reason),),
            )
