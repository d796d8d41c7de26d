from collections.abc import Iterable, Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Route, Shows

_INTERFACES: Route = ("domain", "devices", "interfaces")


@rule("VM761", kind="VirtualMachine", at="spec.template.spec", shows=Shows.AT_APPLY, by_hand=True)
def interface_without_network(spec: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """Interfaces and networks of the rendered machine do not match.

    Each interface has a network of its name, and each network an interface (kubevirt/kubevirt
    pkg/network/admitter/netiface.go). The catalog writes both together: only a patch can take one away.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/networks/-, value: {name: lab, multus: {networkName: lab}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/networks/-, value: {name: lab, multus: {networkName: lab}}}
            - {op: add, path: /spec/template/spec/domain/devices/interfaces/-, value: {name: lab, bridge: {}}}
    """
    interfaces = spec["domain"].get("devices", {}).get("interfaces") or ()
    networks = spec.get("networks") or ()
    attached, known = _names(interfaces), _names(networks)
    if attached == known:
        return
    for index, interface in enumerate(interfaces):
        if interface.get("name") not in known:
            message = f"there is no network `{interface.get('name')}`"
            yield Finding(message, (*_INTERFACES, index, "name"), "add one, or remove the interface")
    for index, network in enumerate(networks):
        if network.get("name") not in attached:
            message = f"there is no interface `{network.get('name')}`"
            yield Finding(message, ("networks", index, "name"), "add one, or remove the network")


def _names(items: Iterable[JsonObject]) -> set[str]:
    return {item.get("name", "") for item in items}
