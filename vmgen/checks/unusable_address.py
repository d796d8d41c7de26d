from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.networks import Network
from vmgen.model.addresses import InterfaceAddress, address_of
from vmgen.model.spec.network_configuration import SubnetSpec

_HELP = "write another address"


@check("VM326", shows=Shows.IN_OPERATION)
def unusable_address(fleet: Fleet) -> Iterator[Problem]:
    """A static address belongs to somebody else: to the gateway, to DHCP, or to everybody.

    Two answer for it, or nobody does. The first and the last address of a subnet are never a machine's in IPv4; in IPv6
    the first is that of all routers.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, subnets: [{cidr: 10.20.0.0/24, gateway: 10.20.0.1}]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: lan, addresses: [10.20.0.1/24]}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, subnets: [{cidr: 10.20.0.0/24, gateway: 10.20.0.1}]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: lan, addresses: [10.20.0.11/24]}]
    """
    for machine in fleet.configured:
        for network, interface in zip(machine.spec.networks, machine.interfaces, strict=False):
            if interface.network is not None:
                for index, address in enumerate(interface.interface_addresses):
                    fault = _fault(address, interface.network, network.gateway)
                    if fault:
                        at = machine.where("networks", interface.name, "addresses", index)
                        yield Problem(at, f"`{address.ip}` {fault}", _HELP)


def _fault(address: InterfaceAddress, network: Network, gateway: str) -> str:
    """What is wrong with an address; empty where nothing is."""
    ip, whole = address.ip, address.network
    if ip.is_multicast or ip.is_loopback or ip.is_unspecified:
        return "is no address of a machine"
    if whole.num_addresses > 2 and ip == whole.network_address:  # noqa: PLR2004 # two machines on a line have no others
        return "is the address of the subnet itself"
    if whole.num_addresses > 2 and ip.version == 4 and ip == whole.broadcast_address:  # noqa: PLR2004 # IPv4
        return "is the address of all machines in the subnet"
    subnet = network.subnet_with(address)
    if ip in [address_of(one) for one in (gateway, subnet.gateway if subnet else "") if one]:
        return "is the address of the gateway"
    return "is one that DHCP hands out" if subnet and _is_dynamic(address, subnet) else ""


def _is_dynamic(address: InterfaceAddress, subnet: SubnetSpec) -> bool:
    ends = [int(address_of(one)) for one in subnet.dhcp_range]
    return bool(ends) and ends[0] <= int(address.ip) <= ends[-1]
