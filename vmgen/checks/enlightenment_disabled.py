from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.hyperv import NEEDS


@rule("VM764", kind="VirtualMachine", at="spec.template.spec.domain.features.hyperv", shows=Shows.AT_START)
def enlightenment_disabled(hyperv: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """A Hyper-V enlightenment is switched off that another one needs.

    KubeVirt adds what is needed where nothing is said, and refuses the machine when it starts where it is switched off
    (kubevirt/kubevirt pkg/virt-api/webhooks/hyperv.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, domain: {features: {hyperv: {synic: true, vpindex: false}}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, domain: {features: {hyperv: {synic: true}}}}
    """
    for name, needed in NEEDS.items():
        if name in hyperv and needed in hyperv and _is_on(hyperv[name]) and not _is_on(hyperv[needed]):
            yield Finding(f"`{name}` needs `{needed}`, which is switched off", (needed,), f"remove `{needed}`")


def _is_on(enlightenment: JsonObject) -> bool:
    is_on: bool = enlightenment.get("enabled", True)
    return is_on
