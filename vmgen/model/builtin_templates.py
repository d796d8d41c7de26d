"""The templates that every catalog has, with the sizes that the Machine API documents."""

from collections.abc import Mapping
from typing import Any

BUILTIN = "built-in"
"""What stands for a file in the location of a built-in template."""


def _template(cores: int, memory: str, root: str) -> Mapping[str, Any]:
    return {
        "resources": {"cpu": {"cores": cores, "threads": 1, "sockets": 1}, "memory": {"size": memory}},
        "disks": ({"name": "root", "size": root, "storageClass": "default"},),
    }


BUILTIN_DESCRIPTIONS: Mapping[str, str] = {
    "small": "development and tests",
    "medium": "light workloads",
    "large": "production",
}
BUILTIN_TEMPLATES: Mapping[str, Mapping[str, Any]] = {
    "small": _template(1, "2Gi", "20Gi"),
    "medium": _template(2, "4Gi", "40Gi"),
    "large": _template(4, "8Gi", "80Gi"),
}
