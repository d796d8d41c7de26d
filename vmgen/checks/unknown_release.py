from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES, Release, release_of, row_for
from vmgen.fleet.fleet import Fleet


@check("VM803", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def unknown_release(fleet: Fleet) -> Iterator[Problem]:
    """vmgen does not know the release that a cluster runs, and takes it for one that it knows.

    Which fields there are, what is refused and for which architectures there are images differs between releases. A
    patch release is like the others of its line; of anything else, the line before it is taken, or the first.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.99.0, manage: false}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        for field, name, version, known in (
            ("kubevirt", "KubeVirt", cluster.spec.kubevirt.version, KUBEVIRT_RELEASES),
            ("cdi", "CDI", cluster.spec.cdi.version, CDI_RELEASES),
        ):
            release = release_of(version)
            if release is not None and release.line not in {one.line for one in known}:
                yield Problem(
                    cluster.written.where(field, "version"),
                    f"`{version}` of {name} is not known, and taken for {_stand_in(release, known).tag}",
                    f"update vmgen, or choose a release between {known[0].tag} and {known[-1].tag}",
                )


def _stand_in(release: Release, known: tuple[Release, ...]) -> Release:
    return row_for(release, tuple((one, one) for one in known))[0]
