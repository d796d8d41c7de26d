"""JSON patches (RFC 6902) on an object that remembers which operation wrote what."""

import re
from collections.abc import Sequence
from typing import Any

from vmgen.diagnostics import Location, Route
from vmgen.model.spec.patch import PatchOperationSpec
from vmgen.model.spelling import did_you_mean
from vmgen.records import record

_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_END = "-"


@record
class Origin:
    """The operation, in the catalog, that decides what is at `route` of an object, or that nothing is there."""

    route: Route
    at: Location
    is_removed: bool = False


def patched_at(origins: Sequence[Origin], route: Route) -> Location | None:
    """Where an operation decides what is at `route`: around it, else below it, or by taking something away there."""
    for origin in reversed(origins):
        if not origin.is_removed and route[: len(origin.route)] == origin.route:
            return origin.at.at(route[len(origin.route) :])
    return next((one.at for one in reversed(origins) if one.route[: len(route)] == route), None)


class InapplicableError(Exception):
    """An operation that cannot be done. `help` may be empty; `key` is that of the operation which is to blame."""

    def __init__(self, reason: str, help_: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help_
        self.key = "path"


class PatchedObject:
    """A copy of an object, and where each part came from that an operation wrote."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body: dict[str, Any] = _own(body)
        self.origins: list[Origin] = []

    def apply(self, operation: PatchOperationSpec, at: Location) -> None:
        """Raises InapplicableError, and leaves the object as far as it came. `at` is where the operation stands."""
        _require(operation)
        pointer, value = operation.path, _own(operation.value)
        if operation.op == "test":
            if self._value(_existing(self.body, pointer)) != value:
                raise InapplicableError(f"`{pointer}` has another value")
        elif operation.op == "remove":
            self._remove(_existing(self.body, pointer), at)
        elif operation.op == "replace":
            self._write(_existing(self.body, pointer), value, at / "value", is_new=False)
        else:
            value, at = self._taken(operation, at) if operation.op in {"copy", "move"} else (value, at / "value")
            self._write(_addable(self.body, pointer), value, at, is_new=True)

    def _taken(self, operation: PatchOperationSpec, at: Location) -> tuple[Any, Location]:
        try:
            source = _existing(self.body, operation.from_)
        except InapplicableError as error:
            error.key = "from"
            raise
        value = _own(self._value(source))
        if operation.op == "move":
            if operation.path.startswith(f"{operation.from_}/"):
                raise InapplicableError(f"`{operation.from_}` cannot be moved into itself")
            self._remove(source, at)
        return value, at

    def _value(self, route: Route) -> Any:
        value: Any = self.body
        for step in route:
            value = value[step]
        return value

    def _write(self, route: Route, value: Any, at: Location, *, is_new: bool) -> None:
        parent, step = self._value(route[:-1]), route[-1]
        if isinstance(parent, list) and is_new:
            parent.insert(int(step), value)
            self._shift(route, 1)
        else:
            parent[step] = value
        self.origins.append(Origin(route, at))

    def _remove(self, route: Route, at: Location) -> None:
        parent = self._value(route[:-1])
        del parent[route[-1]]
        if isinstance(parent, list):
            self._shift(route, -1)
        self.origins.append(Origin(route, at, is_removed=True))

    def _shift(self, route: Route, by: int) -> None:
        """Moves the origins of the items behind one that came or went."""
        depth, index = len(route) - 1, int(route[-1])
        for position, origin in enumerate(self.origins):
            if origin.route[:depth] != route[:-1] or len(origin.route) <= depth:
                continue
            old = int(origin.route[depth])
            if old > index or (old == index and by > 0):
                moved = (*route[:-1], old + by, *origin.route[depth + 1 :])
                self.origins[position] = Origin(moved, origin.at, origin.is_removed)


def _require(operation: PatchOperationSpec) -> None:
    if operation.misfit:
        raise InapplicableError(*operation.misfit)


def _existing(body: Any, pointer: str) -> Route:
    """The route of a value that is there."""
    steps = _steps(pointer)
    route: Route = ()
    value = body
    for position, step in enumerate(steps):
        key = _key(value, step, "/" + "/".join(pointer.split("/")[1 : position + 1]))
        route, value = (*route, key), value[key]
    return route


def _addable(body: Any, pointer: str) -> Route:
    """The route of a value that can be added: all around it is there."""
    above, _, last = pointer.rpartition("/")
    route = _existing(body, above)
    value = body
    for step in route:
        value = value[step]
    step = _unescaped(last)
    if isinstance(value, dict):
        return (*route, step)
    if isinstance(value, list) and step in {_END, str(len(value))}:
        return (*route, len(value))
    return (*route, _key(value, step, above))


def _steps(pointer: str) -> list[str]:
    return [_unescaped(step) for step in pointer.split("/")[1:]]


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _key(value: Any, step: str, where: str) -> str | int:
    """The key or index that `step` means in `value`, which stands at `where`."""
    where = "the object" if where in {"", "/"} else f"`{where}`"
    if isinstance(value, dict):
        if step in value:
            return step
        raise InapplicableError(f"{where} has no `{step}`", did_you_mean(step, value))
    if isinstance(value, list):
        if not _INDEX.fullmatch(step):
            raise InapplicableError(f"{where} is a list, and `{step}` is no index", "count its items from 0")
        if int(step) < len(value):
            return int(step)
        raise InapplicableError(f"{where} has {len(value)} items, and none at `{step}`", "count from 0")
    raise InapplicableError(f"{where} holds nothing but a value")


def _own(value: Any) -> Any:
    """A copy with lists for tuples that shares nothing, not even with itself: labels stand twice in an object."""
    if isinstance(value, dict):
        return {key: _own(item) for key, item in value.items()}
    return [_own(item) for item in value] if isinstance(value, (tuple, list)) else value
