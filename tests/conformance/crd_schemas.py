"""Strict JSON Schemas made from the CRDs that projects release, by rules that vmgen's own tables know nothing of."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from vmgen.facts.kinds import kind_of
from vmgen.facts.schema_files import file_of


def schemas_of_crds(folder: Path) -> dict[str, str]:
    """The schema of each kind below `folder` that vmgen writes, by the name under which kubeconform looks for it."""
    return dict(_schemas(folder))


def _schemas(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*/*.yaml")):
        spec = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["spec"]
        for version in spec["versions"]:
            kind = kind_of(f"{spec['group']}/{version['name']}", spec["names"]["kind"])
            if kind is not None:
                schema = _strict(version["schema"]["openAPIV3Schema"])
                # The API server knows the metadata of every object without being told.
                schema["properties"]["metadata"] = {"type": "object"}
                yield file_of(kind), json.dumps(schema)


def _strict(schema: Any) -> Any:
    """What the API server does beyond JSON Schema: unknown fields are refused, and null only where it is allowed."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _inner(key, value) for key, value in schema.items() if not key.startswith("x-kubernetes-")}
    if schema.get("x-kubernetes-int-or-string"):
        strict["type"] = ["integer", "string"]
        strict.pop("anyOf", None)
    is_open = "additionalProperties" in schema or schema.get("x-kubernetes-preserve-unknown-fields")
    if "properties" in schema and not is_open:
        strict["additionalProperties"] = False
    if schema.get("nullable"):
        strict["type"] = [strict["type"], "null"]
    return strict


def _inner(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: _strict(each) for name, each in value.items()}
    return _strict(value) if key in {"items", "additionalProperties", "allOf", "anyOf", "oneOf", "not"} else value
