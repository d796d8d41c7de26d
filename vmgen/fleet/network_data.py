"""Network data for cloud-init: how the guest sets up its interfaces, from what the author says about them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from vmgen.facts.limits import INTERFACE_NAME_LENGTH
from vmgen.facts.networks import RESERVED_INTERFACE_NAMES
from vmgen.fleet.default_routes import EVERYWHERE, default_routes
from vmgen.fleet.fleet import Guest
from vmgen.fleet.networks import Interface
from vmgen.fleet.references import Names
from vmgen.model.codes import CONFLICTING_FIELDS
from vmgen.model.layers import Written
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.network import NetworkSpec

_FIELDS = frozenset({"addresses", "gateway", "nameservers", "search", "routes", "dhcp4", "dhcp6", "mtu"})
_PLAIN = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null|nan|inf)$)[a-z][a-z0-9]*")
"""Names that every reader of YAML takes for text."""


def is_configured(machine: MachineSpec) -> bool:
    """Whether any interface says how the guest sets it up. Then all are told: the guest guesses no longer."""
    return bool(machine.networks) and any(not _FIELDS.isdisjoint(one.model_fields_set) for one in machine.networks)


def with_network_data(
    guest: Guest, machine: Written[MachineSpec], interfaces: tuple[Interface, ...], names: Names
) -> Guest:
    """The guest with network data made of its interfaces, where they say anything."""
    if not is_configured(machine.spec):
        return guest
    if guest.sysprep_secret:
        message = "`sysprep` beside interfaces that say how the guest sets them up"
        names.refuse(CONFLICTING_FIELDS, machine.where("sysprep").key(), message, "put what they say into the answers")
        return guest
    if guest.network_data or guest.network_data_secret:
        _refuse_both(guest, machine, names)
    return replace(guest, network_data=network_data(machine.spec, interfaces), network_data_secret="")


def network_data(machine: MachineSpec, interfaces: tuple[Interface, ...]) -> str:
    """Version 2, with a line for each thing that is said."""
    lines = ["version: 2", "ethernets:"]
    gateways = default_routes(machine, interfaces)
    names_servers = any(one.nameservers for one in machine.networks)
    for network, interface in zip(machine.networks, interfaces, strict=True):
        if interface.state != "absent":
            lines.append(f"  {_key(network.name)}:")
            nameservers = network.nameservers if names_servers else _nameservers(interface)
            device = _device(network, interface, gateways.get(network.name, ()), nameservers)
            lines += [f"    {key}: {_flow(value)}" for key, value in device]
    return "\n".join(lines) + "\n"


def _device(
    network: NetworkSpec, interface: Interface, gateways: Sequence[str], nameservers: Sequence[str]
) -> Iterator[tuple[str, Any]]:
    """What cloud-init is told of one interface, in order."""
    yield "match", {"macaddress": interface.mac_address}
    if len(network.name) <= INTERFACE_NAME_LENGTH and network.name not in RESERVED_INTERFACE_NAMES:
        yield "set-name", network.name
    if network.mtu is not None:
        yield "mtu", network.mtu
    yield "dhcp4", _has_dhcp4(network, interface)
    if network.dhcp6 is not None:
        yield "dhcp6", network.dhcp6
    if network.addresses:
        yield "addresses", [str(one) for one in interface.interface_addresses]
    named = {"addresses": list(nameservers), "search": list(network.search)}
    if nameservers or network.search:
        yield "nameservers", {key: value for key, value in named.items() if value}
    routes = [(EVERYWHERE[":" in gateway], gateway) for gateway in gateways]
    routes += [(route.to, route.via) for route in network.routes]
    if routes:
        yield "routes", [{"to": to, "via": via} for to, via in routes]


def _has_dhcp4(network: NetworkSpec, interface: Interface) -> bool:
    """On the pod network the IPv4 address never comes from anywhere else."""
    if network.dhcp4 is not None:
        return network.dhcp4
    return interface.network is None or not network.addresses


def _nameservers(interface: Interface) -> tuple[str, ...]:
    """Those of the subnets that its addresses are in."""
    if interface.network is None:
        return ()
    subnets = [interface.network.subnet_with(address) for address in interface.interface_addresses]
    return tuple(dict.fromkeys(server for subnet in subnets if subnet for server in subnet.nameservers))


def _flow(value: Any) -> str:
    """A value on one line; texts are those of JSON, which YAML has too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else json.dumps(value)


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name)


def _refuse_both(guest: Guest, machine: Written[MachineSpec], names: Names) -> None:
    """Both are network data, and there is one."""
    candidates = ("networkData",) if guest.network_data else ("networkDataSecretRef", "secretRef")
    field = next((one for one in candidates if machine.says("cloudInit", one)), candidates[-1])
    at = machine.where("cloudInit", field).key()
    message = f"`{field}` beside interfaces that say how the guest sets them up"
    help_ = "move what it says to the interfaces, or take their addresses, routes and the like away"
    names.refuse(CONFLICTING_FIELDS, at, message, help_)
