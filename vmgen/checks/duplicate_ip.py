import ipaddress
import re
from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import JsonObject, check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.syntax.embedded import embedded_mapping

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_BEHIND_MASQUERADE = (ipaddress.ip_address("10.0.2.2"), ipaddress.ip_address("fd10:0:2::2"))
"""What every guest on the pod network has, hidden from all others (KubeVirt's `vmNetworkCIDR`)."""


@check("VM305", shows=Shows.IN_OPERATION)
def duplicate_ip(fleet: Fleet) -> Iterator[Problem]:
    """Two machines on one network have the same address.

    Each answers for it, and connections end up with either. Read are the Ethernet devices in network data. One that
    is called like an interface of the machine, or has its MAC address, is on the network of that interface.

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
    first: dict[tuple[str, str, Address], tuple[Machine, str]] = {}
    for machine in fleet.machines:
        for network, address, written in _addresses(machine):
            other, text = first.setdefault((machine.cluster.name, network, address), (machine, written))
            if other is not machine:
                yield Problem(
                    _place(machine, written),
                    f"`{address}` already is the address of `{other.name}`",
                    "give one of the two another address",
                    (Label(_place(other, text), "first used here"),),
                )


def _addresses(machine: Machine) -> Iterator[tuple[str, Address, str]]:
    """Each static address as (network, address, what is written); the pod network counts for nothing."""
    networks = [one.network.name for one in machine.interfaces if one.network is not None]
    if not networks or "address" not in machine.guest.network_data:
        return
    config, _ = embedded_mapping(machine.guest.network_data)
    for name, mac, texts in _devices(_mapping((config or {}).get("network", config))):
        for text in texts:
            address = _address(text)
            if address is not None and address not in _BEHIND_MASQUERADE:
                for network in _networks(machine, name, mac, networks):
                    yield network, address, text


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


def _networks(machine: Machine, name: str, mac: str, networks: list[str]) -> list[str]:
    """The network of the interface that a device is; every network of the machine where nothing tells."""
    for interface in machine.interfaces:
        if name == interface.name or mac == interface.mac_address:
            return [interface.network.name] if interface.network is not None else []
    return networks


def _address(text: Any) -> Address | None:
    try:
        return ipaddress.ip_interface(text).ip if isinstance(text, str) else None
    except ValueError:
        return None


def _place(machine: Machine, written: str) -> Location:
    """The line of the network data that an address is written on, and not the one where it is a gateway."""
    at = machine.where("cloudInit", "networkData")
    address = re.compile(rf"(address:|[\[,-])\s*[\"']?{re.escape(written)}(?![\w.:/])")
    lines = enumerate(machine.guest.network_data.splitlines())
    return next((at.line(number) for number, line in lines if address.search(line)), at)


def _mapping(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()
