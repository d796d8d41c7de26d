from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet


@check("VM517", severity=Severity.WARNING, shows=Shows.IN_OPERATION)
def mtu_too_large(fleet: Fleet) -> Iterator[Problem]:
    """A guest sends larger packets than its network takes.

    Small ones arrive and large ones are lost: connections open, and then hang.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, mtu: 1500}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: lan, mtu: 9000}]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: NetworkConfiguration
        metadata: {name: lan}
        spec: {bridge: br0, mtu: 9000}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: lan, mtu: 9000}]
    """
    for machine in fleet.configured:
        for network, interface in zip(machine.spec.networks, machine.interfaces, strict=False):
            if network.mtu and interface.network and network.mtu > (interface.network.spec.mtu or network.mtu):
                largest = interface.network.spec.mtu
                yield Problem(
                    machine.where("networks", network.name, "mtu"),
                    f"`{network.mtu}` bytes, and `{interface.network.name}` takes `{largest}`",
                    f"remove `mtu`, or write at most {largest}",
                    (Label(interface.network.where("mtu"), "what the network takes"),),
                )
