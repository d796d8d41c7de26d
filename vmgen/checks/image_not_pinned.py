from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.images import machine_images
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
    locked = cluster.lock.images if cluster.lock else {}
    policy = (Label(cluster.written.where("policy", "pinImages"), "who wants digests"),)
    for machine in fleet.machines_of(cluster):
        for use in machine_images(machine):
            read = image_reference(use.reference)
            if use.reference not in locked and (read is None or not read.digest):
                yield Problem(use.at, f"`{use.reference}` has no digest in the lock", _HELP, policy)
