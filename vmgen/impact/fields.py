"""Which fields of an object another version of it changes."""

from collections.abc import Iterator
from typing import Any

from vmgen.records import record

Steps = tuple[str, ...]


@record
class FieldChange:
    """One value that differs; None where there is none. `route` leads through named lists by names."""

    route: Steps
    old: Any
    new: Any


def changed_fields(old: Any, new: Any, route: Steps = ()) -> Iterator[FieldChange]:
    """The deepest places at which two values differ. Order is no difference in a list whose items have names."""
    old, new = _by_name(old), _by_name(new)
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from changed_fields(old.get(key), new.get(key), (*route, str(key)))
    elif old != new:
        yield FieldChange(route, old, new)


def order_of(value: Any) -> tuple[str, ...]:
    """The names of a list's items, as they follow each other."""
    return tuple(item["name"] for item in value) if _is_named(value) else ()


def _by_name(value: Any) -> Any:
    return {item["name"]: item for item in value} if _is_named(value) else value


def _is_named(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(one, dict) and "name" in one for one in value)
    )
