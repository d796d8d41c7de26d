from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.fleet.guest import CLOUD_CONFIG
from vmgen.fleet.user_data import user_data, where_user_data
from vmgen.syntax.embedded import embedded_mapping

_VERSIONS = (1, 2)


class _Fault(NamedTuple):
    line: int
    message: str
    help: str


@machine_check("VM705", shows=Shows.IN_OPERATION)
def cloud_init_invalid(machines: Machines) -> Iterator[Problem]:
    """Data for cloud-init that cloud-init cannot read.

    User data under `#cloud-config` and network data are YAML mappings, and network data names its `version`.
    cloud-init goes on without what it cannot read: a machine starts that nobody can log in to, or without a network.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            networkData: |
              ethernets:
                eth0: {dhcp4: true}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            networkData: |
              version: 2
              ethernets:
                eth0: {dhcp4: true}
    """
    for machine in machines:
        cloud_init = machine.spec.cloud_init
        if cloud_init is None:
            continue
        fault = _in_user_data(user_data(cloud_init))
        if fault is not None:
            yield Problem(where_user_data(machine, fault.line), fault.message, fault.help)
        fault = _in_network_data(cloud_init.network_data) if cloud_init.type == "noCloud" else None
        if fault is not None:
            yield Problem(machine.where("cloudInit", "networkData").line(fault.line), fault.message, fault.help)


@cache
def _in_user_data(text: str) -> _Fault | None:
    header = text.split(maxsplit=1)[:1]
    if not header or header[0].lower() != CLOUD_CONFIG:
        return None
    config, line = embedded_mapping(text)
    return _unreadable("user data", line) if config is None else None


@cache
def _in_network_data(text: str) -> _Fault | None:
    if not text:
        return None
    config, line = embedded_mapping(text)
    if config is None:
        return _unreadable("network data", line)
    inner = _without_envelope(config)
    version = inner.get("version")
    if inner.get("config") == "disabled" or (type(version) is int and version in _VERSIONS):
        return None
    message = "network data without `version: 1` or `version: 2`"
    return _Fault(_line_of("version:", text), message, "write `version: 2`, or `version: 1` for the older form")


def _unreadable(what: str, line: int) -> _Fault:
    message = f"{what} stops being YAML here" if line else f"{what} is no YAML mapping"
    return _Fault(line, message, "write `key: value` lines, and indent what belongs to a key")


def _without_envelope(config: dict[str, Any]) -> dict[str, Any]:
    """cloud-init takes the mapping under `network` where there is nothing beside it."""
    inner = config.get("network")
    return inner if isinstance(inner, dict) and len(config) == 1 else config


def _line_of(key: str, text: str) -> int:
    """The first line that starts with the key, or the first of all."""
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines) if line.lstrip().startswith(key)), 0)
