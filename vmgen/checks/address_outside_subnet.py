from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.networks import Network
from vmgen.model.addresses import InterfaceAddress, subnet_of


@machine_check("VM325", shows=Shows.IN_OPERATION)
def address_outside_subnet(machines: Machines) -> Iterator[Problem]:
    """A static address is in no subnet of its network, or takes the subnet for larger or smaller than it is.

    The machine asks for its neighbours where they are not, or leaves out some of them. A network that lists no subnet
    of the family, IPv4 or IPv6, is not asked.

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
          networks: [{name: pod}, {name: eth1, networkName: lan, addresses: [10.30.0.11/24]}]

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
    for machine in machines:
        for interface in machine.interfaces:
            network = interface.network
            if network is not None and network.spec.subnets:
                for index, address in enumerate(interface.interface_addresses):
                    at = machine.where("networks", interface.name, "addresses", index)
                    yield from _faults(address, network, at)


def _faults(address: InterfaceAddress, network: Network, at: Location) -> Iterator[Problem]:
    subnet = network.subnet_with(address)
    listed = [one.cidr for one in network.spec.subnets if subnet_of(one.cidr).version == address.version]
    related = (Label(network.where("subnets"), "its subnets"),)
    if subnet is None and listed:
        message = f"`{address}` is in no subnet of `{network.name}`"
        yield Problem(at, message, f"write an address in {' or '.join(f'`{one}`' for one in listed)}", related)
    # An address by itself, such as one that moves between machines, has no subnet.
    elif subnet is not None and address.network.prefixlen not in (
        subnet_of(subnet.cidr).prefixlen,
        address.max_prefixlen,
    ):
        right = f"{address.ip}/{subnet_of(subnet.cidr).prefixlen}"
        yield Problem(at, f"`{address}` is not as large as its subnet, `{subnet.cidr}`", f"write `{right}`", related)
