"""Do the schemas accept and refuse what the real API servers do?"""

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml

from vmgen.facts.kinds import UnknownKindError, kind_of
from vmgen.facts.schemas import SCHEMA_KINDS, object_schema

JUDGES = (
    ("kubevirt", "1.6.6"),
    ("kubevirt", "1.8.4"),
    ("kubevirt", "1.9.0"),
    ("cdi", "1.61.1"),
    ("cdi", "1.63.1"),
    ("cdi", "1.66.0"),
)
MACHINE_KIND = ("kubevirt.io/v1", "VirtualMachine")

# Inputs on which schema and API server differ, and why.
DIFFERENT = {
    "52889e6dbc8d": "accepted: it has a generateName instead of a name. Flux cannot apply that",
    "50d2b62006f7": "refused: two list entries have the same key, which JSON Schema cannot forbid",
}


@pytest.mark.parametrize(("product", "version"), JUDGES)
def test_schema_and_api_server_agree(product: str, version: str, verdicts: list[dict[str, Any]]) -> None:
    judged = [each for each in verdicts if _judge(each) == (product, version)]
    assert {each["verdict"] for each in judged} >= {"accepted", "invalid-schema", "refused-at-apply"}
    differing = {each["input"] for each in judged if _is_valid(each["object"], version) != _has_form(each)}
    assert differing <= DIFFERENT.keys()


def test_every_known_difference_is_still_one(verdicts: list[dict[str, Any]]) -> None:
    newest = [each for each in verdicts if _judge(each) == ("kubevirt", "1.9.0")]
    differing = {each["input"] for each in newest if _is_valid(each["object"], "1.9.0") != _has_form(each)}
    assert differing == DIFFERENT.keys()


def test_objects_of_a_running_cluster_are_valid(shared: Path) -> None:
    with gzip.open(shared / "verdicts" / "updates.jsonl.gz", "rt", encoding="utf-8") as lines:
        updates = {update["base"]: update for update in map(json.loads, lines)}
    objects = [(each["old"], each.get(kind.product)) for each in updates.values() if (kind := _kind(each["old"]))]
    assert len({document["kind"] for document, _ in objects}) == 7
    assert [document for document, release in objects if not _is_valid(document, release)] == []


def test_objects_of_the_releases_are_valid(shared: Path) -> None:
    paths = sorted((shared / "upstream").glob("*/*/*-cr.yaml"))
    documents = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in paths]
    assert {document["kind"] for document in documents} == {"CDI", "KubeVirt"}
    assert [str(path) for path, document in zip(paths, documents, strict=True) if not _is_valid(document)] == []


@pytest.mark.parametrize(("api_version", "kind"), SCHEMA_KINDS)
def test_schema_is_a_json_schema(api_version: str, kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(object_schema(api_version, kind))


@pytest.mark.parametrize(("api_version", "kind"), SCHEMA_KINDS)
def test_patterns_need_no_backtracking(api_version: str, kind: str) -> None:
    """kubeconform is written in Go, whose regular expressions know neither look-around nor back-references."""
    patterns = set(_patterns(object_schema(api_version, kind)))
    assert [pattern for pattern in patterns if re.search(r"\(\?[=!<]|\\[1-9]", pattern)] == []


@pytest.mark.parametrize(("api_version", "kind"), SCHEMA_KINDS)
@pytest.mark.parametrize("key", ["status", "spek"])
def test_no_object_may_have_a_key_that_nobody_writes(api_version: str, kind: str, key: str) -> None:
    document = {"apiVersion": api_version, "kind": kind, "metadata": {"name": "web"}, key: {}}
    unknown = [error.kind.unexpected for error in _errors(document) if error.kind.name == "additionalProperties"]
    is_file = (api_version, kind) == ("kustomize.config.k8s.io/v1beta1", "Kustomization")
    assert unknown == [sorted([key, "metadata"]) if is_file else [key]]


@pytest.mark.parametrize(
    ("release", "accepted"),
    [("1.6", False), ("v1.7.4", False), ("1.8", True), ("1.8.0", True), ("1.10", True), (None, True)],
)
def test_fields_of_a_later_release_are_left_out(release: str | None, *, accepted: bool) -> None:
    assert _is_valid(_machine({"rebootPolicy": "Reboot"}), release) == accepted


@pytest.mark.parametrize(
    ("release", "names"), [("2.4", set()), ("2.8", {"deletionPolicy"}), ("2.9", {"deletionPolicy", "ignore"})]
)
def test_a_field_goes_with_all_that_is_below_it(release: str, names: set[str]) -> None:
    schema = object_schema("kustomize.toolkit.fluxcd.io/v1", "Kustomization", release=release)
    assert {"deletionPolicy", "ignore"} & schema["properties"]["spec"]["properties"].keys() == names


@pytest.mark.parametrize("memory", ["4Gi", "1.5G", 4096, "1e9", "+2M"])
def test_quantities_are_text_or_whole_numbers(memory: str | int) -> None:
    assert _is_valid(_machine({"memory": {"guest": memory}}))


@pytest.mark.parametrize("memory", ["4GB", "", "4 Gi", 1.5, True, None, {}])
def test_what_is_no_quantity_is_refused(memory: object) -> None:
    assert not _is_valid(_machine({"memory": {"guest": memory}}))


@pytest.mark.parametrize("cores", [-1, 2**31, "2", 1.5])
def test_cores_are_whole_numbers_in_range(cores: object) -> None:
    assert not _is_valid(_machine({"cpu": {"cores": cores}}))


@pytest.mark.parametrize(
    ("metadata", "accepted"),
    [
        ({"name": "web"}, True),
        ({"name": "web.example"}, True),
        ({"name": "web", "namespace": None}, True),
        ({"name": "Web"}, False),
        ({"name": "w" * 254}, False),
        ({"namespace": "web"}, False),
        ({"name": "web", "labels": {"a": "b c"}}, False),
        ({"name": "web", "labels": {"a": 1}}, False),
        ({"name": "web", "labels": {"a": "b" * 64}}, False),
        ({"name": "web", "labels": {"example.org/a": "", "A_b.c": "d"}}, True),
        ({"name": "web", "labels": {"/a": "b"}}, False),
        ({"name": "web", "labels": {"Example.org/a": "b"}}, False),
        ({"name": "web", "annotations": {"Example.org/a": "any text"}}, True),
        ({"name": "web", "annotations": {"a b": ""}}, False),
        ({"name": "web", "uid": "1"}, False),
    ],
)
def test_metadata_is_as_the_api_server_takes_it(metadata: dict[str, object], *, accepted: bool) -> None:
    assert _is_valid({"apiVersion": "v1", "kind": "Secret", "metadata": metadata}) == accepted


def test_cluster_wide_objects_have_no_namespace() -> None:
    assert not _is_valid({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "web", "namespace": "web"}})


@pytest.mark.parametrize(("path", "accepted"), [("/a/b.c", True), ("/", True), ("a", False), ("/a/../b", False)])
def test_container_paths_are_absolute(path: str, *, accepted: bool) -> None:
    volume = {"name": "a", "containerPath": {"path": path}}
    document = _machine({})
    document["spec"]["template"]["spec"]["volumes"] = [volume]
    assert _is_valid(document) == accepted


def test_unknown_kind_has_no_schema() -> None:
    with pytest.raises(UnknownKindError, match="no schema for v1 Pod"):
        object_schema("v1", "Pod")


def _machine(domain: dict[str, object]) -> dict[str, Any]:
    spec = {"runStrategy": "Always", "template": {"spec": {"domain": {"devices": {}, **domain}}}}
    return {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine", "metadata": {"name": "web"}, "spec": spec}


def _judge(verdict: dict[str, Any]) -> tuple[str, str]:
    """Who said it: KubeVirt of a machine, CDI of a DataVolume."""
    return ("kubevirt", verdict["kubevirt"]) if verdict["kubevirt"] else ("cdi", verdict["cdi"])


def _has_form(verdict: dict[str, Any]) -> bool:
    """Whether the API server found nothing wrong that a schema can see: neither form nor names and labels."""
    return not any(cause["stage"] in ("schema", "metadata") for cause in verdict["causes"])


def _kind(document: dict[str, Any]) -> Any:
    return kind_of(document["apiVersion"], document["kind"])


@cache
def _validator(api_version: str, kind: str, release: str | None) -> Any:
    return jsonschema_rs.validator_for(object_schema(api_version, kind, release=release))


def _is_valid(document: dict[str, Any], release: str | None = None) -> bool:
    return bool(_validator(document["apiVersion"], document["kind"], release).is_valid(document))


def _errors(document: dict[str, Any]) -> list[Any]:
    return list(_validator(document["apiVersion"], document["kind"], None).iter_errors(document))


def _patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for inner in schema.values():
            yield from _patterns(inner)
