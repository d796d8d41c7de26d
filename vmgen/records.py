"""What every value between two passes is made of."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A dataclass that nobody assigns to once it is made.

    mypy holds that, not Python: `frozen=True` makes an object three times as dear, and a class five times.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
