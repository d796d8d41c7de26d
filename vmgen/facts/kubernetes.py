"""Which versions of Kubernetes a release of KubeVirt is made for.

Source: releases/k8s-support-matrix.md of kubevirt/sig-release. CDI publishes no such list.
"""

from vmgen.facts.releases import Release

_SUPPORTED = {
    (1, 6): (Release(1, 31), Release(1, 33)),
    (1, 7): (Release(1, 32), Release(1, 34)),
    (1, 8): (Release(1, 33), Release(1, 35)),
    (1, 9): (Release(1, 34), Release(1, 36)),
}
"""By release line of KubeVirt, the oldest and the newest version of Kubernetes."""


def supported_kubernetes(kubevirt: Release) -> tuple[Release, Release] | None:
    """The oldest and the newest version that a KubeVirt is made for; None for a line that is not known."""
    return _SUPPORTED.get(kubevirt.line)


def kubevirt_for(kubernetes: Release) -> tuple[int, int] | None:
    """The newest release line of KubeVirt that is made for a version of Kubernetes."""
    lines = (line for line, (oldest, newest) in _SUPPORTED.items() if oldest.line <= kubernetes.line <= newest.line)
    return max(lines, default=None)
