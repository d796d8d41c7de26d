from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.networks import POD_GATEWAY6, POD_INTERFACE6
from vmgen.fleet.fleet import Fleet

_HELP = "remove it: DHCP of the pod network gives what is needed, and a Service makes the machine reachable"


@check("VM513", shows=Shows.IN_OPERATION)
def address_on_pod_network(fleet: Fleet) -> Iterator[Problem]:
    """An interface on the pod network has a static address or a gateway.

    There the guest gets what the cluster chose for the pod, or is hidden behind it, as 10.0.2.2 in every machine. With
    another address it reaches nobody. Only IPv6 behind masquerade is set by hand, to `fd10:0:2::2/120`, since no DHCP
    brings it (kubevirt/user-guide docs/network/interfaces_and_networks.md).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0, addresses: [10.20.0.11/24]}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network, addresses: [10.20.0.11/24]}]
    """
    for machine in fleet.configured:
        for network, interface in zip(machine.spec.networks, machine.interfaces, strict=False):
            if interface.network is not None:
                continue
            for index, address in enumerate(interface.interface_addresses):
                if address != POD_INTERFACE6 or interface.binding != "masquerade":
                    at = machine.where("networks", interface.name, "addresses", index)
                    yield Problem(at, f"`{address}` cannot be set on the pod network", _HELP)
            if network.gateway and network.gateway != POD_GATEWAY6:
                at = machine.where("networks", interface.name, "gateway")
                yield Problem(at, f"`{network.gateway}` cannot be the gateway of the pod network", _HELP)
