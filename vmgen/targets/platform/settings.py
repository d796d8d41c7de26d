"""Settings that an object takes as they were typed: the same names, in the same form."""

from typing import Any

from vmgen.model.shape import routes
from vmgen.model.spec.base import Authored, plain
from vmgen.targets.manifest import JsonObject


def as_typed(settings: Authored | None) -> JsonObject | None:
    """The settings that the author typed; None where there are none."""
    typed: JsonObject = _lists(plain(settings)) if settings is not None else {}
    return typed or None


def rows(at: str, typed_at: str, settings: type[Authored]) -> dict[str, str]:
    """The rows of a source map for settings that are taken as they were typed, down to each of them."""
    return {at: typed_at, **{f"{at}.{route}": f"{typed_at}.{route}" for route in routes(settings)}}


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items() if item is not None}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value
