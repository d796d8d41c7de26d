"""Which model and which field a route of keys leads to."""

import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from vmgen.diagnostics import Route


def fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the names that people type."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def field_at(model: type[BaseModel], route: Iterable[str | int]) -> FieldInfo | None:
    """The field that the last key of `route` names; list indices and the keys of free mappings are passed over."""
    found: FieldInfo | None = None
    for found, _owner in _steps(model, route):
        if found is None:
            return None
    return found


def model_at(model: type[BaseModel], route: Route) -> type[BaseModel] | None:
    """The model of the mapping that `route` leads to, or None where it is no mapping."""
    owner: type[BaseModel] | None = model
    for _found, owner in _steps(model, route):
        if owner is None:
            return None
    return owner


def routes(model: type[BaseModel]) -> Iterator[str]:
    """The way to every field of a model and of its parts: `patches`, `patches[]`, `patches[].type`."""
    for name, field in fields(model).items():
        yield name
        part = model_of(field.annotation)
        if part is not None and not is_free_mapping(field.annotation):
            step = f"{name}[]" if typing.get_origin(field.annotation) is tuple else name
            yield from (step,) if step != name else ()
            yield from (f"{step}.{route}" for route in routes(part))


def is_number(model: type[BaseModel], key: str) -> bool:
    """Whether the field is a number and nothing else."""
    annotation = fields(model)[key].annotation
    return annotation is int or annotation is float


def _steps(
    model: type[BaseModel], route: Iterable[str | int]
) -> Iterator[tuple[FieldInfo | None, type[BaseModel] | None]]:
    """For each key of `route` the field it names, and the model of what that holds."""
    owner: type[BaseModel] | None = model
    is_free = False
    for step in route:
        is_own_key = is_free and (owner is None or step not in fields(owner))
        if isinstance(step, int) or is_own_key:
            is_free = False
            continue
        field = fields(owner).get(step) if owner is not None else None
        owner = model_of(field.annotation) if field is not None else None
        is_free = field is not None and is_free_mapping(field.annotation)
        yield field, owner


def model_of(annotation: Any) -> type[BaseModel] | None:
    """The model inside `X`, `X | None`, `tuple[X, ...]` or `dict[str, X]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in typing.get_args(annotation):
        found = model_of(argument)
        if found is not None:
            return found
    return None


def is_free_mapping(annotation: Any) -> bool:
    """Whether the author chooses the keys: `dict[…]`, also as `dict[…] | None`."""
    origin = typing.get_origin(annotation)
    if origin is dict:
        return True
    if origin in {typing.Union, types.UnionType, typing.Annotated}:
        return any(is_free_mapping(argument) for argument in typing.get_args(annotation))
    return False
