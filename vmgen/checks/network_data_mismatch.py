import re
from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Machine
from vmgen.syntax.embedded import embedded_mapping

_NUMBERED = re.compile(r"eth(\d+)")


@machine_check("VM734", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def network_data_mismatch(machines: Machines) -> Iterator[Problem]:
    """Network data configures an interface that the machine does not have.

    The guest looks for the MAC address, or for the name that the kernel would give, and finds none: what is written
    there is never used. An interface on the pod network has an address of its own only where `macAddress` says one.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: lan, networkName: prod-network, macAddress: "52:54:00:00:00:01"}]
          cloudInit:
            networkData: |
              version: 2
              ethernets:
                lan:
                  match: {macaddress: "52:54:00:00:00:10"}
                  dhcp4: true

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          networks: [{name: pod}, {name: lan, networkName: prod-network, macAddress: "52:54:00:00:00:01"}]
          cloudInit:
            networkData: |
              version: 2
              ethernets:
                lan:
                  match: {macaddress: "52:54:00:00:00:01"}
                  dhcp4: true
    """
    for machine in machines:
        cloud_init = machine.spec.cloud_init
        if cloud_init is not None and cloud_init.network_data and cloud_init.type == "noCloud":
            yield from _mismatches(machine, cloud_init.network_data)


def _mismatches(machine: Machine, text: str) -> Iterator[Problem]:
    addresses = sorted(one.mac_address for one in machine.interfaces if one.mac_address)
    count, known = max(1, len(machine.interfaces)), {one.name for one in machine.interfaces}
    lines = text.lower().splitlines()
    for name, address in _devices(text):
        numbered = _NUMBERED.fullmatch(name)
        if address and address not in addresses:
            listed = ", ".join(f"`{one}`" for one in addresses)
            at = _line_of(address, lines)
            message = f"`{address}` is no address of an interface of the machine"
            help_ = f"write one of {listed}" if listed else "give the interface a `macAddress`"
        elif not address and name not in known and numbered and int(numbered[1]) >= count:
            at = _line_of(name, lines)
            message = f"`{name}` would be interface {int(numbered[1]) + 1}, and the machine has {count}"
            help_ = "match the interface by its MAC address, or add it to `networks`"
        else:
            continue
        yield Problem(machine.where("cloudInit", "networkData").line(at), message, help_)


def _devices(text: str) -> Iterator[tuple[str, str]]:
    """Ethernet devices of network data of either version: name and MAC address; empty where there is none."""
    config, _ = embedded_mapping(text)
    inner = _mapping((config or {}).get("network", config))
    for name, device in _mapping(inner.get("ethernets")).items():
        match = _mapping(_mapping(device).get("match"))
        address = match.get("macaddress")
        yield ("" if match else name), str(address or "").lower()
    listed = inner.get("config")
    for device in map(_mapping, listed if isinstance(listed, tuple) else ()):
        if device.get("type") == "physical":
            yield str(device.get("name", "")), str(device.get("mac_address") or "").lower()


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _line_of(word: str, lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if word in line.partition("#")[0]), 0)
