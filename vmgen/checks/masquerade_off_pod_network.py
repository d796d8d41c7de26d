from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows


@rule(
    "VM512",
    kind="VirtualMachine",
    at="spec.template.spec.domain.devices.interfaces[]",
    shows=Shows.AT_APPLY,
    having="masquerade",
)
def masquerade_off_pod_network(interface: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """An interface on a network of the nodes is bound with `masquerade`, which hides machines behind a pod.

    KubeVirt has that on the pod network only, and refuses the machine (pkg/network/admitter/binding.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network, binding: masquerade}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network, binding: bridge}]
    """
    name = interface.get("name")
    networks = vm["spec"]["template"]["spec"].get("networks", ())
    # Where there is none of the name, that is the fault.
    if any(one.get("name") == name and "pod" not in one for one in networks):
        message = f"`{name}` is on no pod network, and `masquerade` works on no other"
        yield Finding(message, ("masquerade",), "write `bridge`, or remove `binding`")
