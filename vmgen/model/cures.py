"""What to write instead: of a value of another type, and of a key that its mapping does not have."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from vmgen.diagnostics import Route
from vmgen.model.forms import form_of
from vmgen.model.misplaced import misplaced
from vmgen.model.reference import example_text
from vmgen.model.shape import field_at, fields, is_number, model_at
from vmgen.model.spec.cluster import ClusterSpec
from vmgen.model.spelling import closest, did_you_mean

A_LIST = "a list, with `- ` before each item"
_SHOWN_OWNERS = 3
_SHOWN_KEYS = 12
_LONGEST_REPEATED = 60
_MEANT_BY_TEXT = {"source": "image"}
"""What a text stands for, where a mapping is wanted that has no required key."""
_KEYS_FROM_ELSEWHERE = {
    "arch": "architecture",
    "count": "replicas",
    "dns": "nameservers",
    "instancetype": "template",
    "interfaces": "networks",
    "ip": "addresses",
    "ips": "addresses",
    "ipaddress": "addresses",
    "nics": "networks",
    "ram": "memory",
    "running": "powerState",
    "started": "powerState",
    "storage": "disks",
    "volumes": "disks",
}
"""Other words for keys, in lower case, as people bring them from elsewhere."""


def wanted_mapping(route: Route, model: type[BaseModel]) -> str:
    """A mapping, in words that name the keys it may have."""
    owner = model_at(model, route)
    known = list(fields(owner)) if owner is not None else []
    keys = ", ".join(f"`{key}`" for key in known[:_SHOWN_KEYS])
    more = f" and {len(known) - _SHOWN_KEYS} more" if len(known) > _SHOWN_KEYS else ""
    return f"a mapping with {keys}{more}" if keys else "a mapping"


def example_of(route: Route, model: type[BaseModel]) -> str:
    """A key with a value that it can have: `kubevirt: {version: v1.9.0}`."""
    return example_text(str(route[-1]), _example(route, model)) if _example(route, model) != {} else str(route[-1])


def _example(route: Route, model: type[BaseModel]) -> Any:
    field, owner = field_at(model, route), model_at(model, route)
    if field is not None and field.examples:
        return field.examples[0]
    required = [key for key, one in fields(owner).items() if one.is_required()] if owner is not None else []
    return {key: _example((*route, key), model) for key in required}


def instead(value: Any, wanted: str, route: Route, model: type[BaseModel]) -> str:
    """What to write instead of a value that is not what is `wanted`."""
    is_scalar = _is_short(value) and not isinstance(value, bool)
    concrete = ""
    if wanted == "a text" and isinstance(value, (bool, int, float)):
        return form_of(route).typed_help(value)
    if wanted == A_LIST:
        concrete = _as_list(value, route, model, is_scalar=is_scalar)
    elif wanted.startswith("a mapping"):
        concrete = _as_mapping(value, route, model, is_scalar=is_scalar)
    elif isinstance(value, str):
        concrete = _unquoted(value, wanted)
    return concrete or f"write {wanted}"


def unknown_key(key: str, value: Any, route: Route, model: type[BaseModel], beside: Iterable[str]) -> str:
    """The key that is meant by `key`, which `route` leads to; else where the model has a key of this name."""
    owner = model_at(model, route[:-1])
    known = {*(fields(owner) if owner is not None else ()), *beside}
    near = closest(key, known)
    meant = _KEYS_FROM_ELSEWHERE.get(key.lower().replace("_", ""), key)
    if not near and meant in known:
        return f"did you mean `{meant}`?"
    hint = misplaced(route) if model is ClusterSpec else ""
    if hint:
        return hint
    here = tuple(step for step in route[:-1] if isinstance(step, str))
    return ("" if near else _elsewhere(meant, value, here, model)) or did_you_mean(key, known)


def _is_short(value: Any) -> bool:
    """Whether the value can be repeated in a sentence."""
    is_line = isinstance(value, str) and len(value) <= _LONGEST_REPEATED and value.isprintable()
    return is_line or isinstance(value, (int, float))


def _as_list(value: Any, route: Route, model: type[BaseModel], *, is_scalar: bool) -> str:
    has_names = "name" in fields(model_at(model, route) or BaseModel)
    if isinstance(value, dict):
        if not has_names or "name" in value or not all(isinstance(item, (dict, type(None))) for item in value.values()):
            return "put `- ` before it"
        return "write each as an item: " + ", ".join(f"`- name: {name}`" for name in value)
    if not is_scalar or has_names or model_at(model, route) is not None:
        return ""
    return f"write `{example_text(str(route[-1]), [value])}`" if route else ""


def _as_mapping(value: Any, route: Route, model: type[BaseModel], *, is_scalar: bool) -> str:
    if isinstance(value, (tuple, list)) and any(isinstance(item, dict) for item in value):
        return "remove the `- ` before its keys"
    owner, field = model_at(model, route), field_at(model, route)
    if owner is None and field is not None and field.examples and route:
        return f"write a mapping, such as `{example_text(str(route[-1]), field.examples[0])}`"
    if not is_scalar or owner is None or not route or not isinstance(route[-1], str):
        return ""
    required = [key for key, field in fields(owner).items() if field.is_required()]
    key = required[0] if len(required) == 1 else _MEANT_BY_TEXT.get(route[-1], "")
    if (
        key not in fields(owner)
        or model_at(owner, (key,)) is not None
        or is_number(owner, key) is isinstance(value, str)
    ):
        return ""
    return f"write `{example_text(route[-1], {key: value})}`"


def _unquoted(value: str, wanted: str) -> str:
    if wanted == "a whole number" and value.isdecimal():
        return f"remove the quotes: {value}"
    if wanted.startswith("`true`") and value.lower() in {"yes", "on", "y", "true"}:
        return "write `true`"
    if wanted.startswith("`true`") and value.lower() in {"no", "off", "n", "false"}:
        return "write `false`"
    return ""


def _elsewhere(key: str, value: Any, here: tuple[str, ...], model: type[BaseModel]) -> str:
    """Where the model does have a key of this name: one step below, or where the indentation is wrong."""
    owners = _nearest(dict.fromkeys(_owners(key, model, ())), here)
    below = [one for one in owners if one[:-1] == here and "name" not in fields(model_at(model, one) or BaseModel)]
    if len(below) == 1 and _is_short(value) and model_at(model, (*below[0], key)) is None:
        return f"write `{example_text(below[0][-1], {key: value})}`"
    listed = " or ".join(f"`{'.'.join(owner)}`" for owner in owners[:_SHOWN_OWNERS])
    return f"`{key}` belongs to {listed}: check the indentation" if owners else ""


def _nearest(owners: Iterable[tuple[str, ...]], here: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Those below `here` if there are any; and none that is within another one."""
    found = list(owners)
    found = [one for one in found if here and one[: len(here)] == here] or found
    return [one for one in found if not any(one != other and one[: len(other)] == other for other in found)]


def _owners(key: str, model: type[BaseModel], route: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name in fields(model):
        if name == key and route:
            yield route
        owner = model_at(model, (name,))
        if owner is not None:
            yield from _owners(key, owner, (*route, name))
