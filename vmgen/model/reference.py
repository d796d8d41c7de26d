"""What a kind or a field is, in words: the text that `vmgen explain` prints."""

import json
import re
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from vmgen.model.kinds import Kind
from vmgen.model.shape import field_at, fields, model_at, model_of
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.metadata import Metadata
from vmgen.model.spelling import closest

_WORD = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z0-9]*[A-Za-z/][\w./=@() +-]*(?::[\w./@-]+)*")
_TYPE_NAMES = {
    str: ("text", "text"),
    int: ("whole number", "whole numbers"),
    float: ("number", "numbers"),
    bool: ("true or false", "true or false"),
    Any: ("any value", "values"),
}
"""Of one, and of several in a list."""


def describe(kind: Kind, route: tuple[str, ...]) -> str | None:
    """A page about a kind (empty route) or one of its fields; None for a field that it does not have.

    Routes start below `spec`; `spec` itself may be written, and `metadata.name` works, too.
    """
    if route[:1] == ("metadata",):
        return _field_page(Metadata, route[1:], f"{kind.name}.metadata")
    route = route[1:] if route[:1] == ("spec",) else route
    if not route:
        return _kind_page(kind)
    partial, page = kind.partial, None
    if partial is not None and route[: len(partial)] == partial and len(route) > len(partial):
        page = _field_page(MachineSpec, route[len(partial) :], ".".join((kind.name, *map(str, partial))))
    return page or _field_page(kind.spec, route, kind.name)


def nearest_field(kind: Kind, route: tuple[str, ...]) -> str:
    """`Machine.disks` for a route to `disk`: the field that was probably meant, or an empty text."""
    route = route[1:] if route[:1] == ("spec",) else route
    for index, step in enumerate(route):
        owner = model_at(kind.spec, route[:index])
        known = fields(owner) if owner is not None else {}
        if step not in known:
            near = closest(step, known)
            return ".".join((kind.name, *route[:index], near)) if near else ""
    return ""


def _kind_page(kind: Kind) -> str:
    lines = [f"{kind.name} ({kind.api_version})", "", _doc(kind.spec), "", "Fields of `spec`:"]
    lines += _table(kind.spec)
    if kind.partial is not None:
        where = ".".join(map(str, kind.partial))
        below = f"`{where}` takes" if where else "It takes"
        lines += ["", f"{below} every field of a Machine's `spec`: see `vmgen explain Machine`."]
    return "\n".join(lines) + "\n"


def _field_page(model: type[BaseModel], route: tuple[str, ...], name: str) -> str | None:
    if not route:
        return "\n".join([name, "", _doc(model), "", "Fields:", *_table(model)]) + "\n"
    field = field_at(model, route)
    if field is None:
        return None
    lines = [".".join((name, *route)), "", field.description or "", "", f"type: {type_name(field)}"]
    default = default_text(field)
    if default:
        lines.append(f"default: {default}")
    if field.is_required():
        lines.append("required")
    for example in field.examples or ():
        lines += _example(example_text(route[-1], example))
    below = model_at(model, route)
    if below is not None:
        lines += ["", "Fields:", *_table(below)]
    return "\n".join(lines) + "\n"


def _table(model: type[BaseModel]) -> Iterator[str]:
    known = fields(model)
    width = max((len(name) for name in known), default=0)
    for name, field in known.items():
        mark = "*" if field.is_required() else " "
        yield f"  {name:<{width}} {mark} {field.description or ''}"
    if any(field.is_required() for field in known.values()):
        yield "  (* required)"


def type_name(field: FieldInfo) -> str:
    """The type of a field as an author thinks of it: `text`, `list of mappings`, `disk or cdrom`."""
    return _type_name(field.annotation)


def default_text(field: FieldInfo) -> str:
    """What counts where nothing is written, as YAML; empty where that is nothing, or nothing so simple."""
    return "" if field.is_required() or not _is_plain(field.default) else _yaml(field.default)


def example_text(key: str, value: Any) -> str:
    """A field as it can be copied: one line, or a block for a text of several."""
    if isinstance(value, str) and "\n" in value:
        return "\n".join([f"{key}: |", *(f"  {line}" for line in value.splitlines())])
    return f"{key}: {_yaml(value)}"


def _type_name(annotation: Any, *, many: bool = False) -> str:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type_name(arguments[0], many=many)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(_type_name(one, many=many) for one in arguments if one is not type(None))
    if origin is typing.Literal:
        return " or ".join(filter(None, (", ".join(map(str, arguments[:-1])), str(arguments[-1]))))
    if origin is tuple:
        return f"{'lists' if many else 'list'} of {_type_name(arguments[0], many=True)}"
    if origin is dict or model_of(annotation) is not None:
        return "mappings" if many else "mapping"
    one, several = _TYPE_NAMES.get(annotation, ("anything", "anything"))
    return several if many else one


def _doc(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, bool)) and value != ""


def _example(text: str) -> list[str]:
    if "\n" in text:
        return ["example:", *(f"  {line}" for line in text.splitlines())]
    return [f"example: {text}"]


def _yaml(value: Any) -> str:
    """As YAML reads it: a text without quotes only where it cannot be anything else."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_yaml(key)}: {_yaml(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_yaml, value))}]"
    is_word = isinstance(value, str) and _WORD.fullmatch(value) is not None
    return str(value) if is_word else json.dumps(value, ensure_ascii=False)
