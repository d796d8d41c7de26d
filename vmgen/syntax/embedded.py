"""YAML inside a text, such as user data."""

from functools import lru_cache
from typing import Any

from vmgen.syntax.documents import read_text


@lru_cache(maxsize=1024)
def embedded_mapping(text: str) -> tuple[dict[str, Any] | None, int]:
    """The mapping that a text holds, or None and the line, from 0, at which it stops being YAML.

    What the catalog refuses and a guest may use (an octal `0644`, a tag) is no fault here. The mapping is shared
    between all who ask: nobody may change it.
    """
    value, faults = read_text(text)
    if value is None and faults:
        span = faults[0].problem.at.span
        return None, span.line - 1 if span is not None else 0
    value = {} if value is None else value
    return (value, 0) if isinstance(value, dict) else (None, 0)
