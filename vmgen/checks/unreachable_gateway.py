from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Shows
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.model.addresses import Address, address_of, interface_address_of
from vmgen.model.spec.network import NetworkSpec


@check("VM327", shows=Shows.IN_OPERATION)
def unreachable_gateway(fleet: Fleet) -> Iterator[Problem]:
    """A gateway, or the router of a route, is on no subnet of its interface.

    The guest refuses the route: it cannot send anything to a router that is not its neighbour.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth1, networkName: prod-network, addresses: [10.20.0.11/24], gateway: 10.30.0.1}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth1, networkName: prod-network, addresses: [10.20.0.11/24], gateway: 10.20.0.1}
    """
    for machine in fleet.configured:
        for network, interface in zip(machine.spec.networks, machine.interfaces, strict=False):
            if interface.network is not None and (network.gateway or network.routes):
                for router, at in _routers(machine, network):
                    if not _is_neighbour(address_of(router), network):
                        message = f"`{router}` is on no subnet of `{network.name}`"
                        yield Problem(at, message, "write a router in the subnet of one of its `addresses`")


def _routers(machine: Machine, network: NetworkSpec) -> Iterator[tuple[str, Location]]:
    if network.gateway:
        yield network.gateway, machine.where("networks", network.name, "gateway")
    for index, route in enumerate(network.routes):
        yield route.via, machine.where("networks", network.name, "routes", index, "via")


def _is_neighbour(router: Address, network: NetworkSpec) -> bool:
    """As far as can be said: addresses of DHCP, and those that routers announce, are not known here."""
    if router.is_link_local:
        return True
    subnets = [interface_address_of(one).network for one in network.addresses]
    own = [subnet for subnet in subnets if subnet.version == router.version]
    if router.version == 4:  # noqa: PLR2004 # IPv4
        may_have_others = network.dhcp4 or (network.dhcp4 is None and not network.addresses)
    else:
        may_have_others = network.dhcp6 or not own
    return bool(may_have_others) or any(router in subnet for subnet in own)
