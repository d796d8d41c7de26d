from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.components import REGISTRY
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.operators import managed_operators
from vmgen.syntax.attachments import LOCK

_EVERYWHERE = "amd64"
"""What every release has images for, and every mirror."""


@check("VM421", shows=Shows.AT_START, severity=Severity.WARNING)
def platforms_not_locked(fleet: Fleet) -> Iterator[Problem]:
    """Nobody asked a mirror whether its images of KubeVirt and CDI run on all nodes.

    Without a lock, vmgen goes by a table of what the projects publish. A mirror may have less: most programs copy the
    images of one architecture only, that of the machine they run on, unless they are told to copy all.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pi}
        spec:
          nodes: [{name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi:
            version: v1.66.0
            releaseURL: https://mirror.example.org/cdi
            registry: mirror.example.org/kubevirt

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: box}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi:
            version: v1.66.0
            releaseURL: https://mirror.example.org/cdi
            registry: mirror.example.org/kubevirt
    """
    if LOCK in fleet.broken or (fleet.lock is not None and fleet.lock.images):
        return
    for cluster in fleet.clusters:
        mirrored = [one for one in managed_operators(cluster) if one.registry != REGISTRY]
        trusted = {architecture for one in mirrored for architecture in one.architectures} - {_EVERYWHERE}
        if trusted:
            listed = " and ".join(f"`{one}`" for one in sorted(trusted))
            yield Problem(
                cluster.written.where(mirrored[0].component.name, "registry"),
                f"nobody asked the registry whether its images run on {listed}: a table of releases decides",
                "run `vmgen lock`, and commit what it writes",
            )
