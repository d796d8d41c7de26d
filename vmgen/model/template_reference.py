"""What a MachineTemplate is for and what it brings, in words: the page of `vmgen explain MachineTemplate.small`."""

import json
from collections.abc import Mapping
from typing import Any

from vmgen.model.builtin_templates import BUILTIN_DESCRIPTIONS, BUILTIN_TEMPLATES
from vmgen.model.provenance import leaves
from vmgen.model.resource import Resource


def describe_template(name: str, resources: tuple[Resource, ...]) -> str | None:
    """A page about the template of the catalog, or else the built-in one; None where there is none of the name."""
    for one in resources:
        if one.kind.name == "MachineTemplate" and one.metadata.name == name:
            return _page(name, str(one.spec.get("description", "")), one.spec, one.location.file)
    if name not in BUILTIN_TEMPLATES:
        return None
    return _page(name, BUILTIN_DESCRIPTIONS[name], BUILTIN_TEMPLATES[name], "built in")


def _page(name: str, description: str, spec: Mapping[str, Any], where: str) -> str:
    rows = [(".".join(map(str, route)), value) for route, value in leaves(spec) if route != ("description",)]
    width = max((len(path) for path, _ in rows), default=0)
    lines = [f"MachineTemplate {name} ({where})", "", *([description, ""] if description else [])]
    return "\n".join([*lines, *(f"  {path:<{width}}  {json.dumps(value)}" for path, value in rows)]) + "\n"
