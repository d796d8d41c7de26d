"""Machines by the number: one document with `replicas`, several machines, each with values of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from vmgen.diagnostics import Diagnostic, Diagnostics, Label, Problem, Route, sign
from vmgen.facts.limits import LABEL_VALUE_LENGTH
from vmgen.model.counting import counted_address, counted_mac
from vmgen.model.merge import Layered
from vmgen.model.name_codes import DUPLICATE_NAME, NAME_TOO_LONG, REPLICA_ADDRESS_OVERFLOW
from vmgen.model.spec.machine import MOST_REPLICAS


def expand(layered: tuple[Layered, ...]) -> tuple[tuple[Layered, ...], Diagnostics]:
    """Each machine with `replicas` becomes that many. Where none has any, nothing is done at all."""
    if not any("replicas" in one.spec for one in layered):
        return layered, ()
    faults: list[Diagnostic] = []
    expanded = [machine for one in layered for machine in _machines(one, faults)]
    return tuple(_unique(expanded, faults)), tuple(faults)


def _machines(one: Layered, faults: list[Diagnostic]) -> Iterator[Layered]:
    """What is no number of replicas stays as it is: its model will say so. None are needed, and judged all the same."""
    count = one.spec.get("replicas")
    is_whole = one.resource.kind.name == "Machine" and not one.is_partial
    if not is_whole or type(count) is not int or not 0 < count <= MOST_REPLICAS:
        yield one
        return
    name = one.resource.metadata.name
    longest = f"{name}-{count - 1}"
    if len(longest) > LABEL_VALUE_LENGTH:
        at = one.resource.location / "metadata" / "name"
        help_ = f"write at most {LABEL_VALUE_LENGTH - len(longest) + len(name)}"
        faults.append(sign(NAME_TOO_LONG, Problem(at, f"`{longest}` has {len(longest)} characters", help_)))
        return
    for index in range(count):
        metadata = one.resource.metadata.model_copy(update={"name": f"{name}-{index}"})
        spec = _counted(one, index, faults) if index else _named(one.spec, index)
        yield replace(one, resource=replace(one.resource, metadata=metadata), spec=spec, set=name)


def _counted(one: Layered, index: int, faults: list[Diagnostic]) -> Mapping[str, Any]:
    """The spec of a further replica: what no two machines can share counts up."""
    spec = _named(one.spec, index)
    networks = spec.get("networks")
    if type(networks) is tuple:
        spec["networks"] = tuple(
            _counted_network(one, position, network, index, faults) if type(network) is dict else network
            for position, network in enumerate(networks)
        )
    return spec


def _named(spec: Mapping[str, Any], index: int) -> dict[str, Any]:
    """The spec of any replica: names that somebody chose get its number."""
    named = _numbered(spec, "hostname", index)
    if type(named.get("disks")) is tuple:
        named["disks"] = tuple(
            _numbered(disk, "claimName", index) if type(disk) is dict else disk for disk in named["disks"]
        )
    return named


def _numbered(value: Mapping[str, Any], key: str, index: int) -> dict[str, Any]:
    name = value.get(key)
    return {**value, key: f"{name}-{index}"} if name and isinstance(name, str) else dict(value)


def _counted_network(
    one: Layered, position: int, network: dict[str, Any], index: int, faults: list[Diagnostic]
) -> dict[str, Any]:
    """What is no address stays as it is: its model will say so. One that there is no more of is left out."""
    counted, route = dict(network), ("networks", position)
    mac_address, addresses = network.get("macAddress"), network.get("addresses")
    if isinstance(mac_address, str):
        counted["macAddress"] = counted_mac(mac_address, index)
        if counted["macAddress"] is None:
            faults.append(_overflow(one, mac_address, (*route, "macAddress")))
            del counted["macAddress"]
    if type(addresses) is tuple:
        found = [counted_address(item, index) if isinstance(item, str) else item for item in addresses]
        counted["addresses"] = tuple(item for item in found if item is not None)
        for number, item in enumerate(found):
            if item is None and addresses[number] is not None:
                faults.append(_overflow(one, addresses[number], (*route, "addresses", number)))
    return counted


def _overflow(one: Layered, written: str, route: Route) -> Diagnostic:
    message = f"`{written}` cannot be counted up for {one.spec['replicas']} replicas"
    return sign(REPLICA_ADDRESS_OVERFLOW, Problem(one.where(route), message, "start with a lower one"))


def _unique(machines: list[Layered], faults: list[Diagnostic]) -> Iterator[Layered]:
    """The first machine under each name: a replica may meet one that somebody wrote by hand."""
    first: dict[tuple[str, str, str], Layered] = {}
    for one in machines:
        metadata = one.resource.metadata
        if one.resource.kind.name != "Machine" or one.is_partial:
            yield one
            continue
        other = first.setdefault((one.cluster, metadata.namespace, metadata.name), one)
        if other is one:
            yield one
            continue
        at, label = (each.resource.location / "metadata" / "name" for each in (one, other))
        message = f"a second Machine `{metadata.name}`{' among the replicas' if one.set else ''}"
        related = (Label(label, f"a replica of `{other.set}`" if other.set else "the first one"),)
        faults.append(sign(DUPLICATE_NAME, Problem(at, message, "rename one of the two", related)))
