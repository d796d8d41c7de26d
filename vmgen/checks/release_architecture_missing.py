from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES, cdi_platforms, kubevirt_platforms, release_of
from vmgen.fleet.fleet import Cluster, Fleet

_COMPONENTS = (
    ("kubevirt", "KubeVirt", KUBEVIRT_RELEASES, kubevirt_platforms),
    ("cdi", "CDI", CDI_RELEASES, cdi_platforms),
)


@check("VM405", shows=Shows.AT_START)
def release_architecture_missing(fleet: Fleet) -> Iterator[Problem]:
    """A release has no container images for the architecture of some of the nodes.

    Its pods start there all the same, and end with `exec format error`, again and again; whatever waits for the
    operator waits for ever. Another tag for one image does not help: the manifest names the others in variables.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pi}
        spec:
          nodes: [{name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.61.1, releaseURL: "https://mirror.example.org/cdi"}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pi}
        spec:
          nodes: [{name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
    """
    for cluster in fleet.clusters:
        for field, name, releases, platforms in _COMPONENTS:
            component = cluster.spec.kubevirt if field == "kubevirt" else cluster.spec.cdi
            release = release_of(component.version)
            missing = cluster.architectures - platforms(release) if release and component.manage else frozenset()
            if release and missing:
                cures = (one for one in releases if one > release and cluster.architectures <= platforms(one))
                cure = next(cures, releases[-1])
                listed = " and ".join(f"`{architecture}`" for architecture in sorted(missing))
                yield Problem(
                    cluster.written.where(field, "version"),
                    f"{name} `{component.version}` has no images for {listed}",
                    f"write `version: {cure.tag}`, or a newer one",
                    _nodes(cluster, missing),
                )


def _nodes(cluster: Cluster, architectures: frozenset[str]) -> tuple[Label, ...]:
    """The first group of nodes of each architecture."""
    first: dict[str, str] = {group.architecture: group.name for group in reversed(cluster.spec.nodes)}
    return tuple(
        Label(cluster.written.where("nodes", first[architecture], "architecture"), f"nodes of {architecture}")
        for architecture in sorted(architectures)
    )
