from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet


@check("VM843", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def post_copy_ignored(fleet: Fleet) -> Iterator[Problem]:
    """Migrations may go on as post-copy, and machines may not be disturbed for it.

    KubeVirt looks at `allowPostCopy` once a migration takes too long and `allowWorkloadDisruption` lets it do
    something. With `false` there it gives up instead (pkg/virt-launcher/virtwrap/live-migration-source.go). Left out,
    it follows `allowPostCopy`.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            migrations: {allowPostCopy: true, allowWorkloadDisruption: false}
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
            migrations: {allowPostCopy: true}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        migrations = cluster.spec.kubevirt.migrations
        if migrations is not None and migrations.allow_post_copy and migrations.allow_workload_disruption is False:
            at = cluster.written.where("kubevirt", "migrations", "allowWorkloadDisruption")
            other = Label(cluster.written.where("kubevirt", "migrations", "allowPostCopy"), "wanted here")
            yield Problem(at, "no migration ever goes on as post-copy", "remove it", (other,))
