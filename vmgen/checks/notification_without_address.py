from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.notifications import WITHOUT_ADDRESS
from vmgen.fleet.fleet import Fleet


@check("VM858", shows=Shows.IN_OPERATION)
def notification_without_address(fleet: Fleet) -> Iterator[Problem]:
    """A notification says neither where it goes, nor which Secret says it.

    Flux takes the Provider, and tells nobody anything.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {notifications: [{name: chat, type: slack, channel: machines}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {notifications: [{name: chat, type: slack, channel: machines, secretRef: chat-webhook}]}
    """
    for cluster in fleet.clusters:
        for spec in cluster.spec.flux.notifications:
            if not (spec.address or spec.secret_ref or spec.type in WITHOUT_ADDRESS):
                at = cluster.written.where("flux", "notifications", spec.name)
                message = f"nothing says where `{spec.name}` is"
                yield Problem(at, message, "name a Secret with the key `address` as `secretRef`")
