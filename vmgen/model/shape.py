"""Which model and which field a route of keys leads to."""

import types
import typing
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from vmgen.diagnostics import Route


def fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the names that people type."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def field_at(model: type[BaseModel], route: Iterable[str | int]) -> FieldInfo | None:
    """The field that the last key of `route` names; list indices and the keys of free mappings are passed over."""
    owner: type[BaseModel] | None = model
    found: FieldInfo | None = None
    for step in route:
        if isinstance(step, int):
            continue
        found = fields(owner).get(step) if owner is not None else None
        owner = model_of(found.annotation) if found is not None else None
    return found


def model_at(model: type[BaseModel], route: Route) -> type[BaseModel] | None:
    """The model of the mapping that `route` leads to, or None where it is free or no mapping."""
    owner: type[BaseModel] | None = model
    free = False
    for step in route:
        if isinstance(step, int) or free:
            free = False
            continue
        field = fields(owner).get(step) if owner is not None else None
        if field is None:
            return None
        free = is_free_mapping(field.annotation)
        owner = model_of(field.annotation)
    return owner


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
