"""A patch of kustomize as text: YAML within YAML, in which null takes a key away."""

import json
import re
from collections.abc import Iterator
from typing import Any

from vmgen.targets.manifest import JsonObject

_PLAIN = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null|nan|inf)$)[A-Za-z][\w./-]*(?::[\w./@-]+)*", re.IGNORECASE)
"""Names, paths and addresses of images, which every reader of YAML takes for text."""


def patch_text(body: JsonObject) -> str:
    """In block style, keys in the order given. Whatever is not plain is written as JSON, which is YAML."""
    return "".join(f"{line}\n" for line in _mapping(body))


def _mapping(body: JsonObject) -> Iterator[str]:
    for key, value in body.items():
        below = list(_below(value))
        yield f"{_scalar(key)}:" if below else f"{_scalar(key)}: {_scalar(value)}"
        yield from below


def _below(value: Any) -> Iterator[str]:
    """The lines of a value that has any of its own."""
    if value and isinstance(value, dict):
        yield from (f"  {line}" for line in _mapping(value))
    elif isinstance(value, list):
        for item in value:
            first, *rest = _mapping(item) if item and isinstance(item, dict) else [_scalar(item)]
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
