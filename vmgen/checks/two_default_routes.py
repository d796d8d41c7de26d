from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Severity, Shows
from vmgen.fleet.default_routes import EVERYWHERE
from vmgen.fleet.fleet import Fleet, Machine


@check("VM516", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def two_default_routes(fleet: Fleet) -> Iterator[Problem]:
    """A guest is told two ways to everywhere.

    It takes one of them for all that it sends, answers included: who asked on the other network never hears from it.
    One gateway and a route for each other network is what is meant, mostly.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth1, networkName: prod-network, addresses: [10.20.0.11/24], gateway: 10.20.0.1}
          - {name: eth2, networkName: prod-network, addresses: [10.30.0.11/24], gateway: 10.30.0.1}

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
          - name: eth2
            networkName: prod-network
            addresses: [10.30.0.11/24]
            routes: [{to: 10.32.0.0/16, via: 10.30.0.1}]
    """
    for machine in fleet.configured:
        for is_ipv6 in (False, True):
            places = list(_default_routes(machine, is_ipv6=is_ipv6))
            for place in places[1:]:
                message = f"another default route of {'IPv6' if is_ipv6 else 'IPv4'}"
                help_ = "remove it, or write a route for what is behind it"
                yield Problem(place, message, help_, (Label(places[0], "the first one"),))


def _default_routes(machine: Machine, *, is_ipv6: bool) -> Iterator[Location]:
    for network in machine.spec.networks:
        if network.state == "absent":
            continue
        if network.gateway and (":" in network.gateway) is is_ipv6:
            yield machine.where("networks", network.name, "gateway")
        for index, route in enumerate(network.routes):
            if route.to == EVERYWHERE[is_ipv6]:
                yield machine.where("networks", network.name, "routes", index)
