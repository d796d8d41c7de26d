from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Severity, Shows
from vmgen.facts.networks import SLOW_NIC_MODELS


@rule(
    "VM520",
    kind="VirtualMachine",
    at="spec.template.spec.domain.devices.interfaces[]",
    severity=Severity.WARNING,
    shows=Shows.IN_OPERATION,
)
def slow_nic_model(interface: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A network card of the nineties, which is emulated and slow.

    It is for guests that know no other. Where virtio has no driver, `e1000e` mostly has one.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0, model: rtl8139}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0, model: e1000e}]
    """
    model = interface.get("model", "")
    if model in SLOW_NIC_MODELS:
        facts = architecture_of(vm)
        # Where the card does not exist at all, that is told.
        if facts is None or model in facts.nic_models:
            yield Finding(f"the network card `{model}` is slow", ("model",), "write `virtio`, or `e1000e`")
