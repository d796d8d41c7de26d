"""pydantic's JSON Schemas, as editors want them: no nulls, no titles, a word for each pattern, choices spelled out."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from vmgen.model.forms import form_of
from vmgen.model.schema.choices import choices
from vmgen.model.shape import fields, model_of

JsonObject = dict[str, Any]

REFERENCE = "#/$defs/"
PARTIAL = "partial/"
"""Where the mappings are that may lack what another layer brings. Editors show what follows the last slash."""
COMPLETE = "complete/"

_ANYTHING = "Anything"
_ANY = {"$ref": f"{REFERENCE}{_ANYTHING}"}
_NO_NULL = {"type": ["string", "number", "boolean", "object", "array"], "additionalProperties": _ANY, "items": _ANY}
_KINDS_OF_SCHEMAS = frozenset({"type", "$ref", "anyOf", "enum", "const"})

_UNSAID: tuple[Any, ...] = (None, "", {}, [])
"""Defaults that say only that nobody has written anything."""


def definitions(models: Iterable[type[BaseModel]]) -> dict[str, JsonObject]:
    """The schema of each model by its name, with those of all that they hold."""
    listed = list(models)
    _, schema = models_json_schema([(model, "validation") for model in listed], by_alias=True)
    known = {one.__name__: one for model in listed for one in _held(model)}
    found = {name: _with_choices(_clean(raw), known[name]) for name, raw in schema["$defs"].items()}
    return {_complete(name): mapped(one, _complete) for name, one in {**found, _ANYTHING: _NO_NULL}.items()}


def partial(name: str, defined: Mapping[str, JsonObject]) -> dict[str, JsonObject]:
    """A definition and all that it refers to, as layers: only names of items must be there."""
    found: dict[str, JsonObject] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if _partial(one) in found:
            continue
        waiting += references(defined[one])
        layer = {key: value for key, value in defined[one].items() if key not in {"required", "anyOf"}}
        if "name" in defined[one].get("required", ()):
            layer["required"] = ["name"]
        found[_partial(one)] = mapped(layer, _partial)
    return found


def _complete(model: str) -> str:
    return f"{COMPLETE}{model.removesuffix('Spec')}"


def _partial(complete: str) -> str:
    return f"{PARTIAL}{complete.removeprefix(COMPLETE)}"


def references(schema: Any) -> list[str]:
    """The names of the definitions that a schema refers to."""
    found: list[str] = []

    def noted(name: str) -> str:
        found.append(name)
        return name

    mapped(schema, noted)
    return found


def mapped(schema: Any, rename: Callable[[str], str]) -> Any:
    """The schema with other names in its references."""
    if isinstance(schema, dict):
        return {
            key: f"{REFERENCE}{rename(value.removeprefix(REFERENCE))}" if key == "$ref" else mapped(value, rename)
            for key, value in schema.items()
        }
    return [mapped(item, rename) for item in schema] if isinstance(schema, list) else schema


def _held(model: type[BaseModel]) -> list[type[BaseModel]]:
    below = (model_of(field.annotation) for field in fields(model).values())
    return [model, *(held for one in below if one is not None for held in _held(one))]


def _clean(schema: JsonObject) -> JsonObject:
    """One schema and those within it."""
    cleaned = {key: _below(key, value) for key, value in _without_null(schema).items() if not _is_unsaid(key, value)}
    if _KINDS_OF_SCHEMAS.isdisjoint(cleaned):
        cleaned |= _ANY
    return _with_closed_keys({**cleaned, **_words(cleaned)})


def _below(key: str, value: Any) -> Any:
    """What a key of a schema holds, where that is schemas."""
    if key in {"properties", "patternProperties"}:
        return {name: _clean(one) for name, one in value.items()}
    if key == "anyOf":
        return [_clean(one) for one in value]
    if key in {"items", "additionalProperties"} and value is not False:
        return _ANY if value is True else _clean(value)
    return value


def _words(schema: JsonObject) -> JsonObject:
    """What editors show: the first paragraph of a description, and what a text is not that does not fit a pattern."""
    words: JsonObject = {}
    if "description" in schema:
        words["description"] = schema["description"].partition("\n\n")[0]
        if "`" in words["description"]:
            words["markdownDescription"] = words["description"]  # else the backticks are shown
    if "pattern" in schema:
        words["patternErrorMessage"] = f"not {form_of((), schema['pattern']).noun}"
    return words


def _without_null(schema: JsonObject) -> JsonObject:
    """Nothing in a catalog may be null: a key without a value is a mistake."""
    if "anyOf" not in schema:
        return schema
    left = [one for one in schema["anyOf"] if one != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**left[0], **rest} if len(left) == 1 else {**rest, "anyOf": left}


def _is_unsaid(key: str, value: Any) -> bool:
    """Whether it says nothing: pydantic's titles, and defaults that stand for nothing."""
    return key == "title" or (key == "default" and value in _UNSAID and not isinstance(value, bool))


def _with_closed_keys(schema: JsonObject) -> JsonObject:
    """Keys that the author chooses have a form, or are a few: then an editor can offer them."""
    if "patternProperties" in schema:
        return {**schema, "additionalProperties": False}
    keys = schema.get("propertyNames", {}).get("enum")
    if keys is None:
        return schema
    rest = {key: value for key, value in schema.items() if key != "propertyNames"}
    return {**rest, "properties": dict.fromkeys(keys, schema["additionalProperties"]), "additionalProperties": False}


def _with_choices(schema: JsonObject, model: type[BaseModel]) -> JsonObject:
    """A key that is there forbids the others: editors then say which one is too much."""
    rules: list[JsonObject] = []
    for choice in choices(model):
        if choice.is_required:
            schema = {**schema, "anyOf": [{"required": [key]} for key in choice.keys]}
        for place, key in enumerate(choice.keys[:-1]):
            others = dict.fromkeys(choice.keys[place + 1 :], False)
            rules.append({"if": {"required": [key]}, "then": {"properties": others}})
    return {**schema, "allOf": rules} if rules else schema
