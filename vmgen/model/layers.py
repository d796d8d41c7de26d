"""Layers of located data: what was typed where, and what wins."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from vmgen.diagnostics import Location, Route
from vmgen.model.builtin_templates import BUILTIN
from vmgen.model.shape import fields
from vmgen.model.spec.base import Authored
from vmgen.model.spec.metadata import Metadata
from vmgen.model.spec.source import SourceSpec
from vmgen.records import record

CHOICES = (
    frozenset({"powerState", "runStrategy"}),
    frozenset(fields(SourceSpec)),
    frozenset({"cloudInit", "sysprep"}),
    frozenset({"userData", "userDataBase64"}),
)
"""Keys of one mapping that exclude each other: the one of a higher layer replaces those of the lower ones."""

Spec = TypeVar("Spec", bound=Authored)


@record
class Layer:
    """One mapping that takes part in a merge, and where it stands."""

    value: Mapping[str, Any]
    at: Location

    @property
    def is_builtin(self) -> bool:
        return self.at.file.startswith(BUILTIN)

    def find(self, route: Route) -> Location | None:
        """Where this layer says something at `route`, in which the items of a list may go by their names."""
        found = self._follow(route)
        return found[0] if found is not None else None

    def value_at(self, route: Route) -> Any:
        """What this layer says at `route`, or None."""
        found = self._follow(route)
        return found[1] if found is not None else None

    def _follow(self, route: Route) -> tuple[Location, Any] | None:
        steps: list[str | int] = []
        value: Any = self.value
        for step in route:
            index = _index(value, step)
            if index is None:
                return None
            steps.append(index)
            value = value[index]
        return self.at.at(tuple(steps)), value


@record
class Written(Generic[Spec]):
    """A decoded resource, and where each part of its spec was written. The last layer is its own document."""

    kind: str
    metadata: Metadata
    spec: Spec
    layers: tuple[Layer, ...]
    at: Location

    @property
    def name(self) -> str:
        return self.metadata.name

    def where(self, *route: str | int) -> Location:
        """Where the value at `route` below `spec` was written, or the nearest place around it in its own document."""
        return place(self.layers, route)

    def rank(self, *route: str | int) -> int:
        """The highest layer that says something at `route`, counted from 0; -1 if none does."""
        return max((rank for rank, layer in enumerate(self.layers) if layer.find(route) is not None), default=-1)

    def says(self, *route: str | int) -> bool:
        """Whether any layer says something at `route`."""
        return any(layer.find(route) is not None for layer in self.layers)


def place(layers: tuple[Layer, ...], route: Route) -> Location:
    """Where the value that wins at `route` stands; if nobody wrote one, the nearest place around it.

    A built-in template has no lines to show: a value that it brings is decided where the template is named.
    """
    authored = [layer for layer in reversed(layers) if not layer.is_builtin]
    is_authored = len(authored) == len(layers) or any(layer.find(route) is not None for layer in authored)
    if not is_authored and any(layer.find(route) is not None for layer in layers):
        route = ("template",)
    for length in range(len(route), -1, -1):
        for layer in authored:
            found = layer.find(route[:length])
            if found is not None:
                return found
    return layers[-1].at


def stacked(
    layers: tuple[Layer, ...], base: Mapping[str, Any], layer: Layer
) -> tuple[tuple[Layer, ...], Mapping[str, Any]]:
    """One more layer on top of `layers` and of what they come to. One that replaces the disks leaves none below it."""
    if layer.value.get("disksPolicy") == "replace":
        layers = tuple(Layer(_without_disks(one.value), one.at) for one in layers)
        base = _without_disks(base)
    return (*layers, layer), merged(base, layer.value)


def _without_disks(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key != "disks"}


def merged(base: Any, over: Any) -> Any:
    """`over` on top of `base`: mappings by key, lists of named things by name, anything else replaced."""
    if type(base) is dict and type(over) is dict:
        result = {key: value for key, value in base.items() if key in over or not _is_replaced(key, over)}
        for key, value in over.items():
            result[key] = merged(base[key], value) if key in base else value
        return result
    if type(base) is tuple and type(over) is tuple and is_named(base) and is_named(over):
        return _merged_by_name(base, over)
    return over


def _is_replaced(key: str, over: Mapping[str, Any]) -> bool:
    return any(key in choice and not choice.isdisjoint(over) for choice in CHOICES)


def is_named(items: Sequence[Any]) -> bool:
    return all(type(item) is dict and type(item.get("name")) is str for item in items)


def by_names(value: Any, route: Route) -> Route:
    """The same route through `value`, with the index of each named item replaced by its name."""
    names: list[str | int] = []
    for step in route:
        item = _step(value, step)
        is_item = isinstance(step, int) and isinstance(item, dict) and isinstance(item.get("name"), str)
        names.append(item["name"] if is_item else step)
        value = item
    return tuple(names)


def _merged_by_name(base: tuple[Any, ...], over: tuple[Any, ...]) -> tuple[Any, ...]:
    items = {item["name"]: item for item in base}
    for item in over:
        name = item["name"]
        items[name] = merged(items[name], item) if name in items else item
    return tuple(items.values())


def _index(value: Any, step: str | int) -> str | int | None:
    if isinstance(value, dict):
        return step if step in value else None
    if not isinstance(value, tuple):
        return None
    if isinstance(step, int):
        return step if step < len(value) else None
    for index, item in enumerate(value):
        if isinstance(item, dict) and item.get("name") == step:
            return index
    return None


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, (tuple, list)) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
