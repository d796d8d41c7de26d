"""Source maps: from a field of a rendered object to the field of the catalog that decides it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from vmgen.diagnostics import Location, Route
from vmgen.model.layers import Written
from vmgen.records import record

_EACH = "[]"
_METADATA = "metadata"

_Step = tuple[str, Any]
"""A step of a catalog route, `[]` or a key, and what it stands for here: the name of an item, or the same key."""


@record
class Row:
    """An object route and the catalog routes that decide it, the first that is written winning."""

    object_route: tuple[str, ...]
    catalog_routes: tuple[tuple[str, ...], ...]


class SourceMap:
    """A table with rows such as `domain.devices.disks[].disk.bus` ← `disks[].bus`; the longest row that fits holds.

    `[]` is an item of a list by its name. A catalog route that starts with `metadata` is one of the document, any
    other starts below `spec`. An empty catalog route is the document itself: a value that nobody chose.
    Alternatives are separated by ` | `.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        """Made when somebody asks: where nothing is wrong, nobody does."""
        return tuple(
            Row(_steps(object_route), tuple(_steps(route) for route in catalog.split(" | ")))
            for object_route, catalog in sorted(self._table.items(), key=lambda row: len(_steps(row[0])), reverse=True)
        )

    def row(self, route: Route) -> Row | None:
        """The longest row that `route` (named items by their names) starts with."""
        return next((row for row in self._rows if _fits(row.object_route, route)), None)

    def where(self, route: Route, written: Written[Any], names: tuple[str, ...]) -> Location:
        """The place that decides `route`; `names` fill the first `[]` of the catalog route."""
        chosen = tuple(step for _, step in self._origin(route, written, names))
        if not chosen:
            return written.at
        return written.at.at(chosen) if chosen[0] == _METADATA else written.where(*chosen)

    def field(self, route: Route, written: Written[Any], names: tuple[str, ...]) -> str:
        """That field in the words of the catalog: `disks[root].source.http.url`; empty where nobody chose the value."""
        steps = self._origin(route, written, names)
        return "".join(f"[{step}]" if part == _EACH else f".{step}" for part, step in steps).removeprefix(".")

    def _origin(self, route: Route, written: Written[Any], names: tuple[str, ...]) -> tuple[_Step, ...]:
        row = self.row(route)
        if row is None:
            return ()
        captured = [*names, *(step for part, step in zip(row.object_route, route, strict=False) if part == _EACH)]
        candidates = [_filled(catalog, captured) for catalog in row.catalog_routes]
        return next((one for one in candidates if _is_written(one, written)), candidates[0])


def _steps(route: str) -> tuple[str, ...]:
    return tuple(step for step in route.replace(_EACH, f".{_EACH}").split(".") if step)


def _fits(pattern: tuple[str, ...], route: Route) -> bool:
    if len(pattern) > len(route):
        return False
    return all(part in (_EACH, step) for part, step in zip(pattern, route, strict=False))


def _filled(catalog: tuple[str, ...], captured: list[Any]) -> tuple[_Step, ...]:
    waiting = iter(captured)
    return tuple((step, next(waiting, step) if step == _EACH else step) for step in catalog)


def _is_written(candidate: tuple[_Step, ...], written: Written[Any]) -> bool:
    route = tuple(step for _, step in candidate)
    return route[:1] != (_METADATA,) and written.says(*route)
