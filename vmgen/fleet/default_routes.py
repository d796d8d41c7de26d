"""Which interface of a machine leads everywhere: the one that the author says, else the one whose subnet does."""

from collections.abc import Iterator

from vmgen.facts.networks import POD_GATEWAY6, POD_INTERFACE6
from vmgen.fleet.networks import Interface
from vmgen.model.addresses import address_of
from vmgen.model.spec.machine import MachineSpec

EVERYWHERE = {False: "0.0.0.0/0", True: "::/0"}
"""The destination of a default route, by whether it is one of IPv6."""


def default_routes(machine: MachineSpec, interfaces: tuple[Interface, ...]) -> dict[str, list[str]]:
    """Gateways by the name of their interface.

    A machine needs one of each family. Where nobody names one, it is that of the first subnet that an interface has an
    address in. On the pod network DHCP brings the one of IPv4.
    """
    gateways = {one.name: [one.gateway] for one in machine.networks if one.gateway}
    for is_ipv6 in (False, True):
        if not _is_settled(machine, interfaces, is_ipv6=is_ipv6):
            name, gateway = next(_offers(interfaces, is_ipv6=is_ipv6), ("", ""))
            if gateway:
                gateways.setdefault(name, []).append(gateway)
    return gateways


def _is_settled(machine: MachineSpec, interfaces: tuple[Interface, ...], *, is_ipv6: bool) -> bool:
    if not is_ipv6 and any(one.network is None for one in interfaces):
        return True
    return any(
        (one.gateway and (":" in one.gateway) is is_ipv6)
        or any(route.to == EVERYWHERE[is_ipv6] for route in one.routes)
        for one in machine.networks
    )


def _offers(interfaces: tuple[Interface, ...], *, is_ipv6: bool) -> Iterator[tuple[str, str]]:
    """Interfaces with the gateways of the subnets that they have addresses in."""
    for interface in interfaces:
        for address in interface.interface_addresses if interface.state != "absent" else ():
            if interface.network is None:
                gateway = POD_GATEWAY6 if address == POD_INTERFACE6 else ""
            else:
                subnet = interface.network.subnet_with(address)
                gateway = subnet.gateway if subnet else ""
            is_reached = gateway and (address_of(gateway) in address.network or address_of(gateway).is_link_local)
            if is_reached and (":" in gateway) is is_ipv6:
                yield interface.name, gateway
