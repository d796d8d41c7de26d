"""One schema for each kind of document, and one for a file of any kinds."""

import json
from functools import cache
from typing import Any

from vmgen.facts.limits import LABEL_VALUE_LENGTH
from vmgen.model.kinds import KINDS, Kind
from vmgen.model.resource import LABELS, SERVER_METADATA
from vmgen.model.schema.shapes import COMPLETE, PARTIAL, REFERENCE, JsonObject, definitions, partial, references
from vmgen.model.shape import fields
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.metadata import Metadata

ANY = "catalog"
"""The name of the schema for a file of any kinds."""

_DRAFT = "http://json-schema.org/draft-07/schema#"  # editors know it best
_DOCUMENT = "document/"
_METADATA, _SHORT = f"{COMPLETE}metadata", "short/metadata"
_MACHINE = f"{PARTIAL}Machine"


def schema_texts() -> dict[str, str]:
    """The text of each schema, by the name of its file."""
    schemas = {f"{kind.name.lower()}.json": kind_schema(kind) for kind in KINDS}
    texts = {**schemas, f"{ANY}.json": catalog_schema()}
    return {name: json.dumps(schema, indent=1, ensure_ascii=False) + "\n" for name, schema in texts.items()}


def kind_schema(kind: Kind) -> JsonObject:
    """The shape of a document of one kind. What only other documents decide is not asked for."""
    return _whole(_document(kind))


def catalog_schema() -> JsonObject:
    """The shape of a document of any kind: `kind` decides, so that faults are told for that kind only."""
    rules = [
        {
            # A pattern, since editors take the beginning of a constant for the constant while somebody types.
            "if": {"properties": {"kind": {"pattern": f"^{kind.name}$"}}, "required": ["kind"]},
            "then": {"$ref": f"{REFERENCE}{_DOCUMENT}{kind.name}"},
        }
        for kind in KINDS
    ]
    kinds = {"enum": [kind.name for kind in KINDS], "description": "What the document describes."}
    versions = {"examples": sorted({kind.api_version for kind in KINDS}), "description": "Follows from `kind`."}
    top = {
        "type": "object",
        "required": ["apiVersion", "kind", "metadata"],
        "properties": {"apiVersion": versions, "kind": kinds},
        "allOf": rules,
    }
    return _whole(top)


def _whole(top: JsonObject) -> JsonObject:
    """With the definitions that it needs, directly or not."""
    known, needed = _definitions(), dict[str, Any]()
    waiting = references(top)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = known[name]
            waiting += references(known[name])
    return {"$schema": _DRAFT, **top, "$defs": _nested(needed)}


def _nested(needed: dict[str, JsonObject]) -> JsonObject:
    """`partial/Disk` as `{"partial": {"Disk": …}}`."""
    nested: JsonObject = {}
    for name in sorted(needed):
        family, _, last = name.partition("/")
        nested.setdefault(family, {})[last] = needed[name]
    return nested


@cache
def _definitions() -> dict[str, JsonObject]:
    found = definitions([Metadata, *(kind.spec for kind in KINDS)])
    found |= partial(f"{COMPLETE}Machine", found)
    found[_METADATA] = _metadata(found[f"{COMPLETE}Metadata"])
    found[_SHORT] = _short(found[_METADATA])
    for kind in KINDS:
        found[f"{kind.name}/spec"] = _spec(kind, found)
        found[f"{_DOCUMENT}{kind.name}"] = _document(kind)
    return found


def _spec(kind: Kind, found: dict[str, JsonObject]) -> JsonObject:
    """A spec that need not say anything may be null."""
    own, machine = found[f"{COMPLETE}{kind.spec.__name__.removesuffix('Spec')}"], found[_MACHINE]
    if kind.spec is MachineSpec:
        return {**machine, "type": ["object", "null"]}
    if kind.partial == ():
        said = {key: value for key, value in machine["properties"].items() if key != "template"}
        properties = {**own["properties"], **said}
        return {**machine, "type": ["object", "null"], "description": own["description"], "properties": properties}
    if kind.partial is not None:
        (key,) = map(str, kind.partial)
        said = {word: own["properties"][key][word] for word in ("description", "examples")}
        return {**own, "properties": {**own["properties"], key: {**said, "$ref": f"{REFERENCE}{_MACHINE}"}}}
    return own if _has_duties(kind) else {**own, "type": ["object", "null"]}


def _has_duties(kind: Kind) -> bool:
    """Whether a spec has to say anything; what a machine does not say, a template may."""
    return any(field.is_required() for field in fields(kind.spec).values()) and kind.spec is not MachineSpec


def _document(kind: Kind) -> JsonObject:
    metadata = _SHORT if kind.name in LABELS else _METADATA
    return {
        "description": (kind.spec.__doc__ or "").partition("\n")[0],
        "type": "object",
        "required": ["apiVersion", "kind", "metadata", *(["spec"] if _has_duties(kind) else [])],
        "additionalProperties": False,
        "properties": {
            "apiVersion": {"const": kind.api_version},
            "kind": {"const": kind.name},
            "metadata": {"$ref": f"{REFERENCE}{metadata}"},
            "spec": {"$ref": f"{REFERENCE}{kind.name}/spec"},
            "status": _IGNORED,
        },
    }


_IGNORED = {"deprecationMessage": "what a cluster writes: remove it", "doNotSuggest": True}


def _metadata(schema: JsonObject) -> JsonObject:
    """What a cluster writes is ignored, and a note says so."""
    return {**schema, "properties": {**schema["properties"], **dict.fromkeys(SERVER_METADATA, _IGNORED)}}


def _short(metadata: JsonObject) -> JsonObject:
    """Names that become values of labels."""
    name = {**metadata["properties"]["name"], "maxLength": LABEL_VALUE_LENGTH}
    return {**metadata, "properties": {**metadata["properties"], "name": name}}
