from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.model.quantities import to_bytes


@rule("VM411", kind="VirtualMachine", at="spec.template.spec.domain.resources", shows=Shows.AT_APPLY)
def request_above_limit(resources: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A machine asks its node for more than it may use, or its guest has more memory than the machine may use.

    KubeVirt refuses it (pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go,
    validateCPURequestsAndLimits and validateGuestMemoryLimit). Left out, requests and limits are KubeVirt's to choose.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {requests: {cpu: "2"}, limits: {cpu: "1"}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {requests: {cpu: "1"}, limits: {cpu: "2"}}
    """
    requests, limits = resources.get("requests", {}), resources.get("limits", {})
    guest = vm["spec"]["template"]["spec"]["domain"].get("memory", {}).get("guest", "")
    for name in ("cpu", "memory"):
        asked, allowed = _amount(requests.get(name)), _amount(limits.get(name))
        if asked and allowed and asked > allowed:
            message = f"a request of `{requests[name]}` above the limit of `{limits[name]}`"
            yield Finding(message, ("requests", name), "ask for less, or raise the limit")
    size, most = _amount(guest), _amount(limits.get("memory"))
    if size and most and size > most:
        message = f"the guest has `{guest}` of memory, and the limit is `{limits['memory']}`"
        yield Finding(message, ("limits", "memory"), "raise the limit: KubeVirt itself needs some memory, too")


def _amount(quantity: object) -> Decimal | None:
    """None for what is no amount, which the schema tells; nothing, which is 0, limits nothing."""
    text = str(quantity)
    try:
        if text.endswith("m"):
            return Decimal(text[:-1]) / 1000
        return Decimal(to_bytes(text)) if text[-1:].isalpha() else Decimal(text)
    except (InvalidOperation, KeyError, ValueError):
        return None
