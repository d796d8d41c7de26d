from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows


@rule(
    "VM514",
    kind="VirtualMachine",
    at="spec.template.spec.domain.devices.interfaces[]",
    shows=Shows.AT_APPLY,
    having="state",
)
def unremovable_interface(interface: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """An interface is `absent` that cannot be unplugged from a machine.

    KubeVirt unplugs bridges to networks of the nodes, and refuses a machine that asks for more
    (pkg/network/admitter/admit.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod, state: absent}, {name: eth1, networkName: prod-network}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod, state: down}, {name: eth1, networkName: prod-network}]
    """
    if interface["state"] == "absent":
        name = interface.get("name")
        networks = vm["spec"]["template"]["spec"].get("networks", ())
        multus = next((one.get("multus") for one in networks if one.get("name") == name), None)
        if "bridge" not in interface or not multus or multus.get("default"):
            message = f"`{name}` cannot be unplugged: it is no bridge to a network of the nodes"
            yield Finding(message, ("state",), "write `down`, or remove the interface, which needs a restart")
