"""Which keys exclude each other: found by asking the validators of a model, so that nothing is said twice."""

from collections.abc import Iterator
from itertools import combinations

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from vmgen.model.shape import fields
from vmgen.model.spec.base import CHOICE_MISSING, CONFLICT
from vmgen.records import record


@record
class Choice:
    """Keys of which a mapping may have one; with `is_required`, it must."""

    keys: tuple[str, ...]
    is_required: bool


def choices(model: type[BaseModel]) -> tuple[Choice, ...]:
    """The choices among the keys of a model, each with its keys in the model's order."""
    if not model.__pydantic_decorators__.model_validators:
        return ()
    names = tuple(model.model_fields)
    pairs = [pair for pair in combinations(names, 2) if _complaint(model, *pair) == CONFLICT]
    keys = dict(zip(names, fields(model), strict=True))
    return tuple(Choice(tuple(keys[name] for name in group), _is_required(model, group)) for group in _groups(pairs))


def _is_required(model: type[BaseModel], group: tuple[str, ...]) -> bool:
    return _complaint(model) == CHOICE_MISSING and _complaint(model, group[0]) != CHOICE_MISSING


def _groups(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Names that all exclude each other: a name joins those before it that exclude it."""
    left = list(pairs)
    while left:
        group = list(left[0])
        group += [name for name in dict.fromkeys(b for _, b in left) if all((one, name) in left for one in group)]
        left = [pair for pair in left if not set(pair) <= set(group)]
        yield tuple(group)


def _complaint(model: type[BaseModel], *names: str) -> str:
    """The type of the first error about keys where `names` are given, whatever is in them; else empty."""
    given = model.model_construct(set(names))
    given.__dict__.update(
        {name: True if name in names else field.default for name, field in model.model_fields.items()}
    )
    for decorator in model.__pydantic_decorators__.model_validators.values():
        try:
            decorator.func(given)
        except PydanticCustomError as error:
            if error.type in {CONFLICT, CHOICE_MISSING}:
                return error.type
        except (AttributeError, LookupError, TypeError, ValueError):  # it looks into values: nothing about keys
            continue
    return ""
