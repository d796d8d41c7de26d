from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Fleet, NetworkConfiguration
from vmgen.model.addresses import address_of, subnet_of
from vmgen.model.spec.network_configuration import SubnetSpec

_ENDS = 2


@check("VM328", shows=Shows.IN_OPERATION)
def impossible_subnet(fleet: Fleet) -> Iterator[Problem]:
    """What a network says about one of its subnets cannot be.

    Gateway and DHCP are inside the subnet, a range goes from its first to its last address, and no two subnets of a
    network overlap. Machines would be checked against, and told, what is not so.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, subnets: [{cidr: 10.20.0.0/24, gateway: 10.30.0.1}]}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, subnets: [{cidr: 10.20.0.0/24, gateway: 10.20.0.1}]}
    """
    for network in fleet.networks:
        for index, subnet in enumerate(network.spec.subnets):
            yield from _gateway_faults(network, index, subnet)
            yield from _range_faults(network, index, subnet)
            yield from _overlaps(network, index, subnet)


def _gateway_faults(network: NetworkConfiguration, index: int, subnet: SubnetSpec) -> Iterator[Problem]:
    if subnet.gateway:
        gateway = address_of(subnet.gateway)
        if gateway not in subnet_of(subnet.cidr) and not gateway.is_link_local:
            at = network.where("subnets", index, "gateway")
            yield Problem(at, f"`{gateway}` is not in `{subnet.cidr}`", "write the router's address in the subnet")


def _range_faults(network: NetworkConfiguration, index: int, subnet: SubnetSpec) -> Iterator[Problem]:
    if not subnet.dhcp_range:
        return
    at = network.where("subnets", index, "dhcpRange")
    ends = [address_of(one) for one in subnet.dhcp_range]
    outside = [one for one in ends if one not in subnet_of(subnet.cidr)]
    if len(ends) != _ENDS:
        yield Problem(at, "a range has a first and a last address", "write both: `[10.20.0.100, 10.20.0.200]`")
    elif outside:
        place = network.where("subnets", index, "dhcpRange", ends.index(outside[0]))
        yield Problem(place, f"`{outside[0]}` is not in `{subnet.cidr}`", "write an address in the subnet")
    elif int(ends[0]) > int(ends[1]):
        yield Problem(at, f"`{ends[0]}` comes after `{ends[1]}`", "write the lower address first")


def _overlaps(network: NetworkConfiguration, index: int, subnet: SubnetSpec) -> Iterator[Problem]:
    own = subnet_of(subnet.cidr)
    for number, other in enumerate(network.spec.subnets[:index]):
        if own.overlaps(subnet_of(other.cidr)):
            at, first = (network.where("subnets", one, "cidr") for one in (index, number))
            message = f"`{subnet.cidr}` overlaps `{other.cidr}`"
            yield Problem(at, message, "keep one of the two", (Label(first, "the first one"),))
