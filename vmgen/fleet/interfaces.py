"""The interfaces of a machine, each with its network and its MAC address."""

from collections.abc import Mapping

from vmgen.fleet.fleet import Cluster
from vmgen.fleet.identity import mac_address
from vmgen.fleet.network_data import is_configured
from vmgen.fleet.networks import Interface
from vmgen.fleet.references import Names
from vmgen.model.layers import Written
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.network import NetworkSpec
from vmgen.records import record


def interfaces(
    machine: Written[MachineSpec], cluster: Cluster, names: Names, *, identity: str, boot_orders: Mapping[str, int]
) -> tuple[Interface, ...]:
    """In the order of `networks`; without any, one on the pod network. `boot_orders` maps names to their place."""
    chosen, networks = cluster.spec.network, machine.spec.networks
    if not networks:
        return (Interface("default", None, "virtio", mac_address="", boot_order=None, binding=chosen.pod_binding),)
    linker = _Interfaces(machine, cluster, names, identity, is_configured(machine.spec))
    return tuple(linker.interface(one, boot_orders.get(one.name)) for one in networks)


@record
class _Interfaces:
    machine: Written[MachineSpec]
    cluster: Cluster
    names: Names
    identity: str
    needs_addresses: bool
    """Network data knows every interface by its MAC address."""

    def interface(self, one: NetworkSpec, boot_order: int | None) -> Interface:
        chosen = self.cluster.spec.network
        route = ("networks", one.name, "networkName")
        network = self.names.network(one.network_name, self.cluster.name, self.machine, *route)
        address = one.mac_address.lower().replace("-", ":")
        if not address and (network is not None or self.needs_addresses):
            address = mac_address(self.identity, one.name, prefix=chosen.mac_prefix)
        return Interface(
            one.name,
            network,
            one.model,
            address,
            boot_order,
            binding=one.binding or (chosen.pod_binding if network is None else "bridge"),
            state=one.state or "",
            addresses=one.addresses,
        )
