from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.images import machine_images
from vmgen.fleet.operators import managed_operators
from vmgen.model.image_reference import image_reference

_HELP = "run `vmgen lock`, and commit what it writes"


@check("VM422", shows=Shows.IN_OPERATION)
def image_not_pinned(fleet: Fleet) -> Iterator[Problem]:
    """The owner of the cluster wants images by their digests, and the lock has none for this one.

    Its tag may lead to another image tomorrow. `vmgen lock` asks the registry for the digest.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pinned}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          policy: {pinImages: true}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: pinned}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pinned}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          policy: {pinImages: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: pinned}}
        spec: {template: small, image: debian-13}
    """
    for cluster in fleet.clusters:
        if cluster.spec.policy.pin_images:
            yield from _unpinned(fleet, cluster)


def _unpinned(fleet: Fleet, cluster: Cluster) -> Iterator[Problem]:
    policy = (Label(cluster.written.where("policy", "pinImages"), "who wants digests"),)
    for machine in fleet.machines_of(cluster):
        for use in machine_images(machine):
            if not _has_digest(cluster, use.reference):
                yield Problem(use.at, f"`{use.reference}` has no digest in the lock", _HELP, policy)
    for operator in managed_operators(cluster):
        named = (operator.reference(name) for name in operator.component.images(operator.version))
        missing = [reference for reference in named if not _has_digest(cluster, reference)]
        if missing:
            at = cluster.written.where(operator.component.name, "version")
            others = f" and {len(missing) - 1} more have" if len(missing) > 1 else " has"
            yield Problem(at, f"`{missing[0]}`{others} no digest in the lock", _HELP, policy)


def _has_digest(cluster: Cluster, reference: str) -> bool:
    read = image_reference(reference)
    is_locked = cluster.lock is not None and reference in cluster.lock.images
    return is_locked or (read is not None and bool(read.digest))
