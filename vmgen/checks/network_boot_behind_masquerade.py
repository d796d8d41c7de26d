from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Machine
from vmgen.fleet.networks import Interface


@machine_check("VM519", severity=Severity.WARNING, shows=Shows.AT_START)
def network_boot_behind_masquerade(machines: Machines) -> Iterator[Problem]:
    """A machine boots from the network, and the only network that it has is the pod network.

    Behind masquerade it speaks to KubeVirt's own DHCP server, which names nothing to boot, and no other server hears
    it.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: eth0}]
          bootOrder: [network, disk]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network}]
          bootOrder: [network, disk]
    """
    for machine in machines:
        tried = [one for one in machine.interfaces if one.boot_order is not None]
        if tried and all(one.binding == "masquerade" for one in tried):
            yield _problem(machine, tried[0])


def _problem(machine: Machine, interface: Interface) -> Problem:
    """Where the interface got its place: from the class, or by itself."""
    message, help_ = "no boot server is reached from behind the pod network", "add an interface on a network with one"
    if "network" in machine.boot_classes:
        at = machine.where("bootOrder", machine.boot_classes.index("network"))
        return Problem(at, message, f"{help_}, or remove `network` from `bootOrder`")
    at = machine.where("networks", interface.name, "bootOrder")
    return Problem(at, message, f"{help_}, or remove the `bootOrder` of `{interface.name}`")
