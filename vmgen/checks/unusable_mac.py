from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.networks import Interface

_NOBODY = "00:00:00:00:00:00"
_IN_POD_BRIDGE = "02:00:00:00:00:00"


@machine_check("VM505", shows=Shows.AT_START)
def unusable_mac(machines: Machines) -> Iterator[Problem]:
    """A MAC address that no network card can have.

    An odd first octet makes it the address of a group, and libvirt does not start the machine. For
    `00:00:00:00:00:00`, which stands for none, QEMU takes one of its own, the same in every machine.
    `02:00:00:00:00:00` is KubeVirt's own on the pod network: it refuses the machine (pkg/network/admitter/binding.go).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: eth0, macAddress: "53:54:00:12:34:56"}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks:
          - {name: eth0, macAddress: "52:54:00:12:34:56"}
    """
    for machine in machines:
        for interface in machine.interfaces:
            fault, help_ = _fault(interface) if interface.mac_address else ("", "")
            if fault:
                at = machine.where("networks", interface.name, "macAddress")
                yield Problem(at, f"`{interface.mac_address}` {fault}", help_)


def _fault(interface: Interface) -> tuple[str, str]:
    """What is wrong with the address of an interface, and what to do about it; empty where nothing is."""
    octet = int(interface.mac_address[:2], 16)
    if octet & 1:
        return "is the address of a group", f"start it with an even octet, such as `{octet - 1:02x}`"
    if interface.mac_address == _NOBODY:
        return "is nobody's address", "remove `macAddress`, or write another one"
    if interface.mac_address == _IN_POD_BRIDGE and interface.network is None:
        return "is KubeVirt's own on the pod network", "remove `macAddress`, or write another one"
    return "", ""
