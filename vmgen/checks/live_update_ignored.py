from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.model.quantities import to_bytes
from vmgen.model.spec.migrations import WorkloadUpdateStrategySpec

_PAGE = 2 * 1024**2


@check("VM844", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def live_update_ignored(fleet: Fleet) -> Iterator[Problem]:
    """Machines may grow while they run, and something else keeps them from it.

    With `vmRolloutStrategy: Stage` every change waits for the next start. Otherwise more processors or memory reach a
    machine by a migration, which KubeVirt starts with the method `LiveMigrate` alone: without it the change waits, and
    nothing says so. Memory grows by whole pages of 2Mi, and not at all where the limit is none
    (pkg/liveupdate/memory/memory.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            liveUpdateConfiguration: {maxGuest: 64Gi}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            liveUpdateConfiguration: {maxGuest: 64Gi}
            workloadUpdateStrategy: {workloadUpdateMethods: [LiveMigrate, Evict]}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        spec = cluster.spec.kubevirt
        if spec.live_update_configuration is None:
            continue
        at = cluster.written.where("kubevirt", "liveUpdateConfiguration").key()
        strategy = spec.workload_update_strategy or WorkloadUpdateStrategySpec()
        if spec.vm_rollout_strategy == "Stage":
            other = Label(cluster.written.where("kubevirt", "vmRolloutStrategy"), "here")
            yield Problem(at, "no running machine grows: changes wait for the next start", "remove it", (other,))
        elif "LiveMigrate" not in strategy.workload_update_methods:
            message = "no running machine grows: nothing starts the migration that it takes"
            yield Problem(at, message, "write `workloadUpdateStrategy` with the method `LiveMigrate`")
        most = spec.live_update_configuration.max_guest
        if most and to_bytes(most) % _PAGE:
            at = cluster.written.where("kubevirt", "liveUpdateConfiguration", "maxGuest")
            yield Problem(at, "no machine gets more memory: this is no multiple of 2Mi", "write whole `Mi` or `Gi`")
