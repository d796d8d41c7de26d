from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES
from vmgen.fleet.fleet import Cluster, Fleet, Machine
from vmgen.fleet.locked import image_platforms
from vmgen.fleet.operators import Operator, left_alone, managed_operators, platforms_of
from vmgen.syntax.attachments import LOCK

_RELEASES = {"kubevirt": KUBEVIRT_RELEASES, "cdi": CDI_RELEASES}


@check("VM405", shows=Shows.AT_START)
def release_architecture_missing(fleet: Fleet) -> Iterator[Problem]:
    """A release has no container images for the architecture of nodes that need it.

    Its pods start there all the same, and end with `exec format error`, again and again; whatever waits for the
    operator waits for ever. Another tag for one image does not help: the manifest names the others in variables. Where
    some of the nodes can run it, and no machine needs it on the others, it is kept to those.

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
        for operator in managed_operators(cluster):
            alone = left_alone(operator, fleet.machines_of(cluster)) if operator.missing else ()
            if operator.missing and (alone or not operator.architectures):
                listed = " and ".join(f"`{architecture}`" for architecture in sorted(operator.missing))
                yield Problem(
                    cluster.written.where(operator.component.name, "version"),
                    f"{operator.component.kind} `{operator.version.tag}` has no images for {listed}",
                    _cure(cluster, operator),
                    (*_locked(cluster, operator), *_nodes(cluster, operator), *_machines(alone)),
                )


def _cure(cluster: Cluster, operator: Operator) -> str:
    """The next release that every node can run, unless this one could, and its registry lacks something."""
    if operator.missing <= operator.component.platforms(operator.version).listed:
        return f"have `{operator.registry}` hold them too and run `vmgen lock`, or take another release"
    releases = _RELEASES[operator.component.name]
    later = (one for one in releases if one > operator.version)
    fitting = (one for one in later if cluster.architectures <= platforms_of(cluster, operator.component, one).listed)
    return f"write `version: {next(fitting, releases[-1]).tag}`, or a newer one"


def _locked(cluster: Cluster, operator: Operator) -> Iterator[Label]:
    """The first image of which the lock says so."""
    for name in operator.component.needs(operator.version):
        reference = operator.reference(name)
        known = image_platforms(cluster.lock, reference, None)
        if known is not None and not operator.missing <= known:
            there = " and ".join(f"`{one}`" for one in sorted(known)) or "nothing that vmgen knows"
            yield Label(Location(LOCK, 0, ("images", reference)), f"of `{name}` its registry has {there}")
            return


def _nodes(cluster: Cluster, operator: Operator) -> tuple[Label, ...]:
    """The first group of nodes of each architecture."""
    first: dict[str, str] = {group.architecture: group.name for group in reversed(cluster.spec.nodes)}
    return tuple(
        Label(cluster.written.where("nodes", first[architecture], "architecture"), f"nodes of {architecture}")
        for architecture in sorted(operator.missing)
    )


def _machines(alone: tuple[Machine, ...]) -> tuple[Label, ...]:
    others = f", and {len(alone) - 1} more" if len(alone) > 1 else ""
    return tuple(Label(one.written.at / "metadata" / "name", f"needs it there{others}") for one in alone[:1])
