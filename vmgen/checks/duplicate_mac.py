from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Fleet, Machine


@check("VM301", shows=Shows.IN_OPERATION)
def duplicate_mac(fleet: Fleet) -> Iterator[Problem]:
    """Two interfaces on one network have the same MAC address.

    A switch learns one port for each address, so that traffic flaps between the two machines.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-1}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth0, networkName: prod-network, macAddress: "52:54:00:00:00:01"}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-2}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth0, networkName: prod-network, macAddress: "52:54:00:00:00:01"}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-2}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth0, networkName: prod-network}
    """
    first: dict[tuple[str, str], tuple[Machine, str]] = {}
    for machine in fleet.machines:
        for interface in machine.interfaces:
            # On the pod network every machine is behind an address of its own.
            if interface.network is not None:
                lan = f"{machine.cluster.name}/{interface.network.wire}"
                user = (machine, interface.name)
                other = first.setdefault((lan, interface.mac_address), user)
                if other is not user:
                    yield Problem(
                        _address(user),
                        f"`{interface.mac_address}` is already taken",
                        "remove `macAddress` to have one derived from the machine's name",
                        (Label(_address(other), "first used here"),),
                    )


def _address(user: tuple[Machine, str]) -> Location:
    machine, interface = user
    return machine.where("networks", interface, "macAddress")
