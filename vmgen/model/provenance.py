"""Where each value of a merged spec was written, and what lies below it."""

from collections.abc import Iterator
from typing import Any

from vmgen.diagnostics import Location, Route
from vmgen.model.layers import Layer, is_named
from vmgen.model.merge import Layered
from vmgen.records import record


@record
class Value:
    """A leaf of a spec. `path` names list items (`disks.root.size`); `overridden` is nearest layer first."""

    path: str
    value: Any
    at: Location
    overridden: tuple[tuple[Any, Location], ...]


def values(layered: Layered) -> Iterator[Value]:
    """Every leaf of the merged spec, in its order. A list without names is one leaf: the highest layer replaces it."""
    for route, value in leaves(layered.spec, ()):
        winner, *below = _written(layered.layers, route)
        yield Value(".".join(map(str, route)), value, winner[1], tuple(below))


def leaves(value: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """What holds no other value, with the route to it; items of lists go by their names."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, (*route, key))
    elif isinstance(value, tuple) and value and is_named(value):
        for item in value:
            yield from leaves({key: part for key, part in item.items() if key != "name"}, (*route, item["name"]))
    else:
        yield route, value


def _written(layers: tuple[Layer, ...], route: Route) -> Iterator[tuple[Any, Location]]:
    for layer in reversed(layers):
        at = layer.find(route)
        if at is not None:
            yield layer.value_at(route), at
