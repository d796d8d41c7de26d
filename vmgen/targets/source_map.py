"""Source maps: from a field of a rendered object to the field of the catalog that decides it."""

from collections.abc import Mapping
from typing import Any

from vmgen.diagnostics import Location, Route
from vmgen.model.layers import Written
from vmgen.records import record

_EACH = "[]"
_METADATA = "metadata"


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
        self._rows = tuple(
            Row(_steps(object_route), tuple(_steps(route) for route in catalog.split(" | ")))
            for object_route, catalog in sorted(table.items(), key=lambda row: len(_steps(row[0])), reverse=True)
        )

    def row(self, route: Route) -> Row | None:
        """The longest row that `route` (named items by their names) starts with."""
        return next((row for row in self._rows if _fits(row.object_route, route)), None)

    def where(self, route: Route, written: Written[Any], names: tuple[str, ...]) -> Location:
        """The place that decides `route`; `names` fill the first `[]` of the catalog route."""
        row = self.row(route)
        if row is None:
            return written.at
        captured = [*names, *(step for part, step in zip(row.object_route, route, strict=False) if part == _EACH)]
        candidates = [_filled(catalog, captured) for catalog in row.catalog_routes]
        chosen = next((one for one in candidates if one[:1] != (_METADATA,) and written.says(*one)), candidates[0])
        if not chosen:
            return written.at
        return written.at.at(chosen) if chosen[0] == _METADATA else written.where(*chosen)


def _steps(route: str) -> tuple[str, ...]:
    return tuple(step for step in route.replace(_EACH, f".{_EACH}").split(".") if step)


def _fits(pattern: tuple[str, ...], route: Route) -> bool:
    if len(pattern) > len(route):
        return False
    return all(part in (_EACH, step) for part, step in zip(pattern, route, strict=False))


def _filled(catalog: tuple[str, ...], captured: list[Any]) -> tuple[Any, ...]:
    waiting = iter(captured)
    return tuple(next(waiting, step) if step == _EACH else step for step in catalog)
