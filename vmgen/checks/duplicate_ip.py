import ipaddress
import re
from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import JsonObject, check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.facts.networks import BEHIND_MASQUERADE
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.model.addresses import Address
from vmgen.records import record
from vmgen.syntax.embedded import embedded_mapping


@record
class _Use:
    """An address that a machine has: of an interface, or written in its network data."""

    machine: Machine
    wire: str
    address: Address
    text: str = ""
    interface: str = ""
    index: int = 0

    @property
    def at(self) -> Location:
        if self.interface:
            return self.machine.where("networks", self.interface, "addresses", self.index)
        return _line(self.machine, self.text)


@check("VM305", shows=Shows.IN_OPERATION)
def duplicate_ip(fleet: Fleet) -> Iterator[Problem]:
    """Two machines on one network have the same address.

    Each answers for it, and connections end up with either. Networks on one bridge and VLAN are one. Read are
    `addresses` and the Ethernet devices in network data: one that is called like an interface of the machine, or has
    its MAC address, is on the network of that interface.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-1}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network}]
          cloudInit:
            networkData: |
              version: 2
              ethernets:
                eth1: {addresses: [10.20.0.11/24]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-2}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network}]
          cloudInit:
            networkData: |
              version: 2
              ethernets:
                eth1: {addresses: [10.20.0.11/24]}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-2}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: eth1, networkName: prod-network}]
          cloudInit:
            networkData: |
              version: 2
              ethernets:
                eth1: {addresses: [10.20.0.12/24]}
    """
    first: dict[tuple[str, str, Address], _Use] = {}
    for machine in (one for one in fleet.machines if one.guest.network_data):
        for use in (*_of_interfaces(machine), *_in_network_data(machine)):
            other = first.setdefault((machine.cluster.name, use.wire, use.address), use)
            # Network data that names no interface may be on each of the machine's networks.
            if other is not use and (use.interface or other.machine is not machine):
                yield Problem(
                    use.at,
                    f"`{use.address}` already is the address of `{other.machine.name}`",
                    "give one of the two another address",
                    (Label(other.at, "first used here"),),
                )


def _of_interfaces(machine: Machine) -> Iterator[_Use]:
    """The pod network counts for nothing."""
    for interface in machine.interfaces:
        if interface.network is not None:
            for index, address in enumerate(interface.interface_addresses):
                yield _Use(machine, interface.network.wire, address.ip, interface=interface.name, index=index)


def _in_network_data(machine: Machine) -> Iterator[_Use]:
    text = machine.spec.cloud_init.network_data if machine.spec.cloud_init else ""
    wires = [one.network.wire for one in machine.interfaces if one.network is not None]
    if not wires or "address" not in text:
        return
    config, _ = embedded_mapping(text)
    for name, mac, texts in _devices(_mapping((config or {}).get("network", config))):
        for written in texts:
            address = _address(written)
            if address is not None and address not in BEHIND_MASQUERADE:
                for wire in _wires(machine, name, mac, wires):
                    yield _Use(machine, wire, address, written)


def _devices(config: JsonObject) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Ethernet devices of network data, version 2 or 1: name, MAC address, addresses."""
    for name, device in _mapping(config.get("ethernets")).items():
        match = _mapping(_mapping(device).get("match"))
        yield name, str(match.get("macaddress")).lower(), _items(_mapping(device).get("addresses"))
    for device in map(_mapping, _items(config.get("config"))):
        if device.get("type") == "physical":
            subnets = map(_mapping, _items(device.get("subnets")))
            mac = str(device.get("mac_address")).lower()
            yield str(device.get("name")), mac, tuple(subnet.get("address") for subnet in subnets)


def _wires(machine: Machine, name: str, mac: str, wires: list[str]) -> list[str]:
    """The network of the interface that a device is; every network of the machine where nothing tells."""
    for interface in machine.interfaces:
        if name == interface.name or mac == interface.mac_address:
            return [interface.network.wire] if interface.network is not None else []
    return wires


def _address(text: Any) -> Address | None:
    try:
        return ipaddress.ip_interface(text).ip if isinstance(text, str) else None
    except ValueError:
        return None


def _line(machine: Machine, written: str) -> Location:
    """The line of the network data that an address is written on, and not the one where it is a gateway."""
    at = machine.where("cloudInit", "networkData")
    address = re.compile(rf"(address:|[\[,-])\s*[\"']?{re.escape(written)}(?![\w.:/])")
    lines = enumerate(machine.guest.network_data.splitlines())
    return next((at.line(number) for number, line in lines if address.search(line)), at)


def _mapping(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()
