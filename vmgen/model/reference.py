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

_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z/][\w./=@() +-]*(?::[\w./@-]+)*")
_TYPE_NAMES = {str: "text", int: "whole number", bool: "true or false", Any: "any value"}


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
    if not field.is_required() and _is_plain(field.default):
        lines.append(f"default: {_json(field.default)}")
    if field.is_required():
        lines.append("required")
    for example in field.examples or ():
        lines += _example(route[-1], example)
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
    """The type of a field as an author thinks of it: `text`, `list of mappings`, `one of …`."""
    return _type_name(field.annotation)


def _type_name(annotation: Any) -> str:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type_name(arguments[0])
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(_type_name(one) for one in arguments if one is not type(None))
    if origin is typing.Literal:
        return f"one of {', '.join(map(str, arguments))}"
    if origin is tuple:
        return f"list of {'mappings' if model_of(arguments[0]) else _type_name(arguments[0])}"
    if origin is dict or model_of(annotation) is not None:
        return "mapping"
    return _TYPE_NAMES.get(annotation, "anything")


def _doc(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, bool)) and value != ""


def _example(key: str, value: Any) -> list[str]:
    """One line, or a block for a text of several."""
    if isinstance(value, str) and "\n" in value:
        return ["example:", f"  {key}: |", *(f"    {line}" for line in value.splitlines())]
    return [f"example: {key}: {_json(value)}"]


def _json(value: Any) -> str:
    """As YAML reads it: a text without quotes only where it cannot be anything else."""
    is_word = isinstance(value, str) and _WORD.fullmatch(value) is not None
    return str(value) if is_word else json.dumps(value, ensure_ascii=False)
