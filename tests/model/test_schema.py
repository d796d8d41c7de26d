"""Do the schemas for editors accept what vmgen accepts, and refuse what it refuses for its shape?

Every document of the stories is one that both accept; each of its values is then changed in several ways, and both
must say the same about what comes out.
"""

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.trees import FOLDER, files_below, stories
from vmgen.diagnostics import Code, Diagnostic, Severity
from vmgen.model.builtin_templates import BUILTIN_TEMPLATES
from vmgen.model.codes import MISSING_FIELD, UNKNOWN_FIELD, UNKNOWN_KIND, WRONG_TYPE
from vmgen.model.decode import decode
from vmgen.model.kinds import KIND_BY_NAME, KINDS, Kind
from vmgen.model.layers import Layer, merged
from vmgen.model.merge import Layered
from vmgen.model.name_codes import NAME_TOO_LONG
from vmgen.model.resource import Resource, resources
from vmgen.model.schema.choices import Choice, choices
from vmgen.model.schema.documents import catalog_schema, kind_schema, schema_texts
from vmgen.model.shape import fields, model_of
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.source import SourceSpec
from vmgen.syntax.documents import Document, parse

JsonObject = dict[str, Any]
Place = tuple[str | int, ...]

# What a value may be changed to. A number where a text must be, and so on; and values of the right type, but not form.
OTHERS: tuple[Any, ...] = (
    5,
    1.5,
    True,
    "",
    "No Such Thing!",
    "web",
    [],
    ["web"],
    {},
    {"name": "web"},
    {"colour": "red"},
    None,
)
GONE = object()
EVERY_FIELD = FOLDER / "every-field" / "catalog"
SHAPE = {NAME_TOO_LONG, UNKNOWN_FIELD, UNKNOWN_KIND, WRONG_TYPE}


def _plain(value: Any) -> Any:
    """As JSON has it: tuples are lists."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _documents_below(folder: Path) -> list[Any]:
    documents, _ = parse({path: text for path, text in files_below(folder).items() if path.endswith(".yaml")})
    return [_plain(one.value) for one in documents]


def _documents() -> list[JsonObject]:
    """The well-formed documents of all stories, as JSON."""
    found = [one for story in stories() for one in _documents_below(story.folder / "catalog")]
    return [one for one in found if isinstance(one, dict) and one.get("kind") in KIND_BY_NAME]


def _every_field() -> list[JsonObject]:
    return _documents_below(EVERY_FIELD)


@pytest.mark.parametrize("document", _every_field(), ids=lambda one: f"{one['kind']}-{one['metadata']['name']}")
def test_a_change_is_judged_alike(document: JsonObject) -> None:
    kind = document["kind"]
    assert [one for *one, whole in _changes(document) if not _is_judged_alike(whole, kind)] == []


def test_documents_of_stories_are_judged_alike() -> None:
    documents = _documents()
    assert [one for one in documents if not _is_judged_alike(one, one["kind"])] == []
    assert any(not _faults(one) for one in documents)


def test_the_schema_of_all_kinds_says_what_that_of_the_kind_says() -> None:
    changed = [whole for document in _every_field() for _, _, whole in _changes(document)]
    known = [whole for whole in changed if str(whole.get("kind")) in KIND_BY_NAME]
    assert len(known) > 1000
    assert [one for one in known if _validator("").is_valid(one) != _is_valid(one, one["kind"])] == []


@pytest.mark.parametrize("kind", ["Deployment", "", "machine", 5])
def test_the_schema_of_all_kinds_refuses_others(kind: Any) -> None:
    assert not _validator("").is_valid({"apiVersion": "vitistack.io/v1alpha1", "kind": kind, "metadata": {"name": "a"}})


def test_schemas_are_well_formed() -> None:
    for schema in (catalog_schema(), *(kind_schema(kind) for kind in KINDS)):
        jsonschema_rs.meta.validate(schema)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_has_its_description_and_examples(kind: Kind) -> None:
    properties = _resolved(kind_schema(kind), "spec")["properties"]
    for name, field in fields(kind.spec).items():
        shown = properties[name]
        held = model_of(field.annotation)
        assert shown.get("description") == field.description or (held is not None and "$ref" in shown)
        assert shown.get("examples", field.examples) == field.examples


def test_there_is_a_file_for_each_kind_and_one_for_all() -> None:
    names = {f"{kind.name.lower()}.json" for kind in KINDS}
    assert schema_texts().keys() == {*names, "catalog.json"}
    assert all("/Partial" not in text and "Spec" not in text for text in schema_texts().values())


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("Machine", {"powerState": "On"}),
        ("Machine", {"powerState": "Running", "runStrategy": "Always"}),
        ("Machine", {"hostname": "Web 1"}),
        ("Machine", {"resources": {"cpu": {"cores": 0}}}),
        ("Machine", {"resources": {"memory": {"size": "4GB"}}}),
        ("Machine", {"disks": [{"size": "20Gi"}]}),
        ("Machine", {"disks": [{"name": "root", "source": {"image": "debian", "blank": {}}}]}),
        ("MachineTemplate", {"template": "small"}),
        ("Cluster", {"kubevirt": {"version": "v1.9.0"}, "cdi": {"version": "v1.66.0"}}),
        ("Image", {"variants": {}}),
        ("Image", {"variants": {"amd64": {}}}),
        ("Image", {"variants": {"mips": {"http": {"url": "https://example.org/debian.qcow2"}}}}),
        ("NetworkConfiguration", {"bridge": "br0", "vlan": 5000}),
        ("SSHKey", {"keys": []}),
        ("SecretRef", {}),
    ],
)
def test_what_a_schema_can_say_it_says(kind: str, spec: JsonObject) -> None:
    whole = {"apiVersion": KIND_BY_NAME[kind].api_version, "kind": kind, "metadata": {"name": "web"}, "spec": spec}
    assert _faults(whole) != set()
    assert not _is_valid(whole, kind)


def test_keys_that_exclude_each_other_are_found() -> None:
    assert Choice(("powerState", "runStrategy"), is_required=False) in choices(MachineSpec)
    (source,) = choices(SourceSpec)
    assert (source.is_required, set(source.keys)) == (True, set(fields(SourceSpec)))


def _changes(document: JsonObject) -> Iterator[tuple[Place, Any, JsonObject]]:
    """Each value changed to each of OTHERS and left out, each mapping with a key too many."""
    for path in _paths(document, ()):
        for changed in (*OTHERS, GONE):
            yield path, changed, _with(document, path, changed)
    for path in [(), *_paths(document, ())]:
        if isinstance(_at(document, path), dict):
            yield (*path, "colour"), "red", _with(document, (*path, "colour"), "red")


def _paths(value: Any, path: Place) -> Iterator[Place]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from _paths(item, (*path, key))


def _with(document: JsonObject, path: Place, value: Any) -> JsonObject:
    whole = copy.deepcopy(document)
    owner = _at(whole, path[:-1])
    if value is GONE:
        del owner[path[-1]]
    else:
        owner[path[-1]] = value
    return whole


def _at(value: Any, path: Place) -> Any:
    for step in path:
        value = value[step]
    return value


def _is_valid(document: JsonObject, kind: str) -> bool:
    return _validator(kind).is_valid(document)


@cache
def _validator(kind: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(kind_schema(KIND_BY_NAME[kind]) if kind else catalog_schema())


def _is_judged_alike(document: JsonObject, kind: str) -> bool:
    """What vmgen takes is valid, and what it refuses for its shape is not.

    A schema need not know each form of a text, nor keys that depend on a value.
    """
    faults = _faults(document)
    return _is_valid(document, kind) if not faults else not (faults & SHAPE and _is_valid(document, kind))


def _faults(document: JsonObject) -> set[Code]:
    """What is wrong with a document, whatever other documents bring to it."""
    parsed = Document("catalog/a.yaml", 0, _frozen(document), has_null=True)
    known, faults = resources((parsed,))
    _, decode_faults = decode(tuple(map(_layered, known)))
    told = (*faults, *(one for one in decode_faults if not _is_for_templates(one, document)))
    return {one.code for one in told if one.severity is Severity.ERROR}


def _layered(resource: Resource) -> Layered:
    """A machine on a template that brings all that it must have."""
    layer = Layer(resource.spec, resource.location / "spec")
    spec = merged(BUILTIN_TEMPLATES["small"], layer.value) if resource.kind.name == "Machine" else layer.value
    return Layered(resource, (layer,), spec)


def _is_for_templates(fault: Diagnostic, document: JsonObject) -> bool:
    """A template may bring all but the names of items."""
    is_lacking = fault.code is MISSING_FIELD and not fault.problem.message.startswith("`name`")
    return document["kind"] == "Machine" and is_lacking


def _frozen(value: Any) -> Any:
    """As the parser gives it: lists are tuples."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _resolved(schema: JsonObject, key: str) -> JsonObject:
    """A property of the whole, behind its reference."""
    found: JsonObject = schema
    for step in schema["properties"][key]["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found
