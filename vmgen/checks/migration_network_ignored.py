from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet


@check("VM842", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def migration_network_ignored(fleet: Fleet) -> Iterator[Problem]:
    """Migrations are to have a network of their own, and the cluster has no Multus.

    KubeVirt asks Multus to attach virt-handler to the network. Nobody does, and machines migrate through the pod
    network, beside everything else (pkg/virt-handler/migration.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            migrations: {network: migration}
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
            migrations: {network: migration}
          cdi: {version: v1.66.0, manage: false}
          network: {multus: true}
    """
    for cluster in fleet.clusters:
        migrations = cluster.spec.kubevirt.migrations
        if migrations is not None and migrations.network and not cluster.spec.network.multus:
            at = cluster.written.where("kubevirt", "migrations", "network")
            message = f"`{cluster.name}` has no Multus, and machines migrate through the pod network"
            yield Problem(at, message, "install Multus and write `multus: true` under `network`, or remove it")
