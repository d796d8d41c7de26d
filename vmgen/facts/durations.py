"""Durations as Go writes them, and with it Kubernetes and Flux: `1h30m`, `1.5h`, `500ms`."""

import re

_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def seconds(duration: str) -> float:
    """How long it is; nothing for an empty text."""
    return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(duration))
