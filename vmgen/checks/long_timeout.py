from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Shows
from vmgen.facts.durations import seconds
from vmgen.fleet.fleet import Cluster, Fleet
from vmgen.fleet.links import MACHINES_PREFIX, link_names
from vmgen.fleet.pace import pace_of


@check("VM850", shows=Shows.IN_OPERATION)
def long_timeout(fleet: Fleet) -> Iterator[Problem]:
    """A timeout does not end before Flux looks again.

    A link that waits for something that never comes would never be done: each try begins where the one before it
    ends, and a commit that mends it is not looked at in between.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {platform: {interval: 10m}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {platform: {interval: 10m, timeout: 8m}}
    """
    for cluster in fleet.clusters:
        told = set[Location]()
        for link in _links(cluster):
            pace, at = pace_of(link, cluster.spec.flux), _place(link, cluster)
            if seconds(pace.timeout) >= seconds(pace.interval) and at not in told:
                told.add(at)
                message = f"the timeout is {pace.timeout}, and Flux looks again after {pace.interval}"
                yield Problem(at, message, "write a shorter `timeout`, or a longer `interval`")


def _links(cluster: Cluster) -> tuple[str, ...]:
    """One of either sort, and those of which the Cluster says something."""
    return (*link_names(cluster.spec, ()), "platform", MACHINES_PREFIX, *cluster.spec.flux.links)


def _place(link: str, cluster: Cluster) -> Location:
    """What was written of the two, and nearest to the link."""
    general = "machines" if link.startswith(MACHINES_PREFIX) else "platform"
    routes = [("flux", *where, field) for where in (("links", link), (general,)) for field in ("timeout", "interval")]
    return cluster.written.where(*next((route for route in routes if cluster.written.says(*route)), ("flux",)))
