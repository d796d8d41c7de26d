from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.model.spelling import did_you_mean

_HELP = "list the class under `classes`"


@check("VM605", shows=Shows.AT_START)
def alias_target_missing(fleet: Fleet) -> Iterator[Problem]:
    """An alias, or the default, stands for a storage class that the Cluster does not list.

    A disk that names it gets a claim that stays Pending. An alias stands for a class, never for another alias.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          storage:
            aliases: {fast: ceph-blok}
            classes: [{name: ceph-block, provisioner: rook-ceph.rbd.csi.ceph.com}]

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          storage:
            aliases: {fast: ceph-block}
            classes: [{name: ceph-block, provisioner: rook-ceph.rbd.csi.ceph.com}]
    """
    for cluster in fleet.clusters:
        storage = cluster.spec.storage
        classes = [one.name for one in storage.classes]
        for alias, target in storage.aliases.items():
            if target not in classes:
                at = cluster.written.where("storage", "aliases", alias)
                yield Problem(at, f"no storage class `{target}`", did_you_mean(target, classes) or _HELP)
        known = [*classes, *storage.aliases]
        if storage.default and storage.default not in known:
            at = cluster.written.where("storage", "default")
            message = f"no storage class or alias `{storage.default}`"
            yield Problem(at, message, did_you_mean(storage.default, known) or _HELP)
