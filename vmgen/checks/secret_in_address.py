import re
from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.notifications import OPEN_ADDRESSES, SECRET_ADDRESSES
from vmgen.fleet.fleet import Fleet
from vmgen.model.spec.flux import NotificationSpec

_CREDENTIALS = re.compile(r"://[^/@]+@|[?&][^=]*(key|password|secret|sig|signature|token)[^=]*=", re.IGNORECASE)


@check("VM857", shows=Shows.BY_LOSING_DATA)
def secret_in_address(fleet: Fleet) -> Iterator[Problem]:
    """The address of a notification is a secret, and stands in the catalog in clear.

    Whoever knows a webhook can write there; so can whoever reads a password or a token in an address. A Secret in the
    namespace of Flux holds it under the key `address`.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux:
            notifications:
            - {name: chat, type: discord, address: "https://discord.com/api/webhooks/1/example"}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux:
            notifications:
            - {name: chat, type: discord, secretRef: chat-webhook}
    """
    for cluster in fleet.clusters:
        for spec in cluster.spec.flux.notifications:
            if _is_secret(spec):
                at = cluster.written.where("flux", "notifications", spec.name, "address")
                message = f"the address of `{spec.name}` lets in whoever reads it"
                help_ = "write it as `address` into a Secret, name that as `secretRef`, and change it where it leads to"
                yield Problem(at, message, help_)


def _is_secret(spec: NotificationSpec) -> bool:
    is_webhook = spec.type in SECRET_ADDRESSES and spec.address not in OPEN_ADDRESSES
    return bool(spec.address) and (is_webhook or _CREDENTIALS.search(spec.address) is not None)
