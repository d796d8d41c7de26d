"""What a Kubernetes object must look like, as a JSON Schema made from the field tables."""

import re
from collections.abc import Iterable
from typing import Any

from vmgen.facts.fields import Field, fields_of, metadata_fields
from vmgen.facts.kinds import KINDS, Kind, UnknownKindError, kind_of
from vmgen.facts.limits import DNS_SUBDOMAIN, QUALIFIED_NAME
from vmgen.facts.releases import release_of

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that kubeconform, jsonschema-rs and the YAML language server of editors all take."""

_NUMBER = r"(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))"
QUANTITY = rf"^(\+|-)?{_NUMBER}(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?{_NUMBER}))?$"
"""A Kubernetes quantity, as every CRD writes it."""

SCHEMA_KINDS = tuple((each.api_version, each.kind) for each in KINDS)

_SCALARS: dict[str, Schema] = {
    "boolean": {"type": "boolean"},
    "int-or-string": {"type": ["integer", "string"]},
    "integer": {"type": "integer"},
    "integer:int32": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "integer:int64": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "null": {"type": "null"},
    "number": {"type": "number"},
    "quantity": {"type": ["integer", "string"], "pattern": QUANTITY},
    "string": {"type": "string"},
}
_LENGTH = ("minLength", "maxLength")
_BOUNDS = {"array": ("minItems", "maxItems"), "map": _LENGTH, "string": _LENGTH}
_LABEL_KEY = f"^({DNS_SUBDOMAIN.pattern}/)?{QUALIFIED_NAME.pattern}$"
_ANNOTATION_KEY = f"^({DNS_SUBDOMAIN.pattern.replace('a-z', 'A-Za-z')}/)?{QUALIFIED_NAME.pattern}$"

# virt-api writes the spec of a VirtualMachine back with `""`, 0 and false where these are missing, before anything
# checks the schema (kubevirt/kubevirt pkg/virt-api/webhooks/mutating-webhook): the API server never misses them.
_FILLED_KIND = ("kubevirt.io/v1", "VirtualMachine")
_FILLED_TYPES = frozenset({"boolean", "integer", "integer:int32", "integer:int64", "number", "string"})


def object_schema(api_version: str, kind: str, *, release: str | None = None) -> Schema:
    """A strict schema: unknown fields are refused everywhere but in maps and free objects, and so is `status`.

    `release` is that of the kind's product (KubeVirt "1.8", CDI "1.63", Flux "2.9"): fields of a later minor release
    are left out; without it, none. Raises UnknownKindError for a kind that is not in SCHEMA_KINDS.
    """
    known = kind_of(api_version, kind)
    if known is None:
        raise UnknownKindError(f"no schema for {api_version} {kind}")
    root = _object()
    root["properties"] = {"apiVersion": {"const": api_version}, "kind": {"const": kind}}
    root["required"] = ["apiVersion", "kind"]
    if known.is_object:
        root["properties"]["metadata"] = _own_metadata(known)
        root["required"].append("metadata")
    fields = (field for field in fields_of(api_version, kind) if _is_in(field, release))
    _fill(root, fields, is_filled=(api_version, kind) == _FILLED_KIND)
    return {"$schema": DIALECT, "title": f"{api_version} {kind}", **root}


def _is_in(field: Field, release: str | None) -> bool:
    """Whether `release` has the field, by minor release: patch releases bring no fields."""
    version, since, until = (release_of(text) for text in (release or "", field.since, field.until))
    if version is None:
        return until is None
    return (since is None or since.line <= version.line) and (until is None or version.line <= until.line)


def _own_metadata(kind: Kind) -> Schema:
    fields = (field for field in metadata_fields() if kind.is_namespaced or field.path != "namespace")
    metadata = _fill(_object(), fields)
    metadata["properties"]["labels"]["propertyNames"] = {"pattern": _LABEL_KEY}
    metadata["properties"]["annotations"]["propertyNames"] = {"pattern": _ANNOTATION_KEY}
    return metadata


def _object() -> Schema:
    return {"type": "object", "properties": {}, "additionalProperties": False}


def _fill(root: Schema, fields: Iterable[Field], *, is_filled: bool = False) -> Schema:
    """Hangs each field into the object that its path leads to. A field without a parent here has come later, too."""
    parents = {"": root}
    for field in fields:
        path, _, name = field.path.rpartition(".")
        parent = parents.get(path)
        if parent is None:
            continue
        schema, innermost, suffix = _nested(field.type)
        _constrain(field, schema, innermost)
        parent["properties"][name] = schema
        parents[field.path + suffix] = innermost
        if field.is_required and not (is_filled and field.type in _FILLED_TYPES):
            parent.setdefault("required", []).append(name)
    return root


def _nested(type_: str) -> tuple[Schema, Schema, str]:
    """The schema of a type, the schema of the innermost values in it, and how paths go on to these."""
    bare = type_.removesuffix("?")
    schema, innermost, suffix = _not_null(bare)
    if bare != type_:
        schema["type"] = [schema["type"], "null"]
    return schema, innermost, suffix


def _not_null(type_: str) -> tuple[Schema, Schema, str]:
    if type_.startswith("array<"):
        items, innermost, suffix = _nested(type_[6:-1])
        return {"type": "array", "items": items}, innermost, f"[]{suffix}"
    if type_.startswith("map["):
        values, innermost, suffix = _nested(type_[4:-1])
        return {"type": "object", "additionalProperties": values}, innermost, f".*{suffix}"
    schema = _leaf(type_)
    return schema, schema, ""


def _leaf(type_: str) -> Schema:
    if type_ == "object":
        return _object()
    if type_ == "object (free)":
        return {"type": "object", "properties": {}}
    if type_ == "metadata":
        return _embedded_metadata()
    return dict(_SCALARS[type_])


def _embedded_metadata() -> Schema:
    """Metadata inside another object: only types are checked there, names and labels not before it is used."""
    return _fill(_object(), (Field(each.path, each.type) for each in metadata_fields()))


def _constrain(field: Field, schema: Schema, innermost: Schema) -> None:
    if field.enum:
        innermost["enum"] = [value == "true" for value in field.enum] if field.type == "boolean" else list(field.enum)
    if field.pattern:
        innermost["pattern"] = field.pattern
    shape = re.split(r"\W", field.type, maxsplit=1)[0]
    low, high = _BOUNDS.get(shape, ("minimum", "maximum"))
    bounded = innermost if shape == "map" else schema
    if field.least is not None:
        bounded[low] = field.least
    if field.most is not None:
        bounded[high] = field.most
