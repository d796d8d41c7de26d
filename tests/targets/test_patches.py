"""Do patches do what RFC 6902 says, on the object that is meant, and does every fault lead to the operation?"""

from typing import Any

import pytest

from tests.model.catalogs import document
from tests.support import BASE, compile_text, names
from vmgen.diagnostics import Location
from vmgen.model.spec.patch import PatchOperationSpec
from vmgen.pipeline import compile_catalog
from vmgen.targets.json_patch import InapplicableError, PatchedObject, patched_at

AT = Location("catalog/a.yaml", 0, ("spec",))
VM = "target: {kind: VirtualMachine}"


def body() -> dict[str, Any]:
    shared = {"tier": "front"}
    return {"kind": "X", "labels": shared, "template": {"labels": shared}, "items": [{"a": 1}, {"a": 2}, {"a": 3}]}


def patched(*operations: dict[str, Any]) -> PatchedObject:
    result = PatchedObject(body())
    for index, one in enumerate(operations):
        result.apply(PatchOperationSpec.model_validate(one), AT / index)
    return result


def machine(patches: str) -> str:
    return document("Machine", f"{{template: small, image: debian-13, patches: [{patches}]}}")


def faults(patches: str) -> list[tuple[str, str, str]]:
    """The name, what is underlined, and the message of all that is wrong."""
    compilation = compile_text(machine(patches))
    found = []
    for one in compilation.diagnostics:
        span = compilation.spans.span(one.problem.at)
        assert span is not None
        line = compilation.spans.line_text(one.problem.at.file, span.line)
        found.append((one.code.name, line[span.column - 1 : span.end - 1], one.problem.message))
    return found


@pytest.mark.parametrize(
    ("operation", "changed"),
    [
        ({"op": "add", "path": "/new", "value": 1}, {"new": 1}),
        ({"op": "add", "path": "/kind", "value": "Y"}, {"kind": "Y"}),
        ({"op": "replace", "path": "/kind", "value": {"a": (1, 2)}}, {"kind": {"a": [1, 2]}}),
        ({"op": "add", "path": "/items/1", "value": 9}, {"items": [{"a": 1}, 9, {"a": 2}, {"a": 3}]}),
        ({"op": "add", "path": "/items/-", "value": 9}, {"items": [{"a": 1}, {"a": 2}, {"a": 3}, 9]}),
        ({"op": "add", "path": "/items/3", "value": 9}, {"items": [{"a": 1}, {"a": 2}, {"a": 3}, 9]}),
        ({"op": "replace", "path": "/items/1/a", "value": 9}, {"items": [{"a": 1}, {"a": 9}, {"a": 3}]}),
        ({"op": "remove", "path": "/items/0"}, {"items": [{"a": 2}, {"a": 3}]}),
        ({"op": "test", "path": "/items/0", "value": {"a": 1}}, {}),
        ({"op": "copy", "from": "/items/0", "path": "/first"}, {"first": {"a": 1}}),
        ({"op": "move", "from": "/items/0", "path": "/items/2"}, {"items": [{"a": 2}, {"a": 3}, {"a": 1}]}),
        (
            {"op": "add", "path": "/labels/example.org~1a~0b", "value": "x"},
            {"labels": {"tier": "front", "example.org/a~b": "x"}},
        ),
    ],
    ids=lambda value: f"{value['op']} {value['path']}" if "op" in value else "",
)
def test_operations_do_what_the_standard_says(operation: dict[str, Any], changed: dict[str, Any]) -> None:
    assert patched(operation).body == body() | changed


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        ({"op": "replace", "path": "/gone", "value": 1}, "the object has no `gone`"),
        ({"op": "remove", "path": "/items/3"}, "`/items` has 3 items, and none at `3`"),
        ({"op": "add", "path": "/items/4", "value": 1}, "`/items` has 3 items, and none at `4`"),
        ({"op": "add", "path": "/items/01", "value": 1}, "`/items` is a list, and `01` is no index"),
        ({"op": "add", "path": "/gone/x", "value": 1}, "the object has no `gone`"),
        ({"op": "add", "path": "/kind/x", "value": 1}, "`/kind` holds nothing but a value"),
        ({"op": "test", "path": "/kind", "value": "Y"}, "`/kind` has another value"),
        ({"op": "copy", "from": "/gone", "path": "/x"}, "the object has no `gone`"),
        ({"op": "move", "from": "/template", "path": "/template/labels/x"}, "cannot be moved into itself"),
        ({"op": "add", "path": "/x"}, "`add` has no `value`"),
        ({"op": "copy", "path": "/x"}, "`copy` has no `from`"),
        ({"op": "remove", "path": "/kind", "value": 1}, "`remove` takes no `value`"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value['op']} {value['path']}",
)
def test_what_cannot_be_done_says_why(operation: dict[str, Any], reason: str) -> None:
    with pytest.raises(InapplicableError) as caught:
        patched(operation)
    assert reason in caught.value.reason


def test_nothing_of_the_object_is_shared_or_changed_elsewhere() -> None:
    original = body()
    copy = PatchedObject(original)
    copy.apply(PatchOperationSpec.model_validate({"op": "add", "path": "/labels/x", "value": "1"}), AT)
    assert original == body()
    assert copy.body["template"] == body()["template"]


def test_what_was_written_leads_to_its_operation_after_others_moved_it() -> None:
    origins = patched(
        {"op": "add", "path": "/items/1", "value": {"a": 9}},
        {"op": "add", "path": "/items/0", "value": {"a": 8}},
        {"op": "remove", "path": "/items/1"},
        {"op": "remove", "path": "/kind"},
    ).origins
    assert patched_at(origins, ("items", 1, "a")) == AT.at((0, "value", "a"))
    assert patched_at(origins, ("items", 0)) == AT.at((1, "value"))
    assert patched_at(origins, ("items", 2)) is None
    assert patched_at(origins, ("labels",)) is None
    assert patched_at(origins, ("kind",)) == AT / 3
    assert patched_at(origins, ()) == AT / 3


@pytest.mark.parametrize(
    ("patches", "told"),
    [
        (
            f"{{{VM}, operations: [{{op: add, path: /spec/tempalte/x, value: 1}}]}}",
            ("patch-failed", "/spec/tempalte/x", "`/spec` has no `tempalte`"),
        ),
        (
            f"{{{VM}, operations: [{{op: copy, from: /gone, path: /x}}]}}",
            ("patch-failed", "/gone", "the object has no `gone`"),
        ),
        (
            "{target: {kind: Service}, operations: [{op: test, path: /kind, value: Service}]}",
            ("patch-failed", "Service", "no object of the kind `Service`"),
        ),
        (
            "{target: {kind: VirtualMachine, name: www}, operations: [{op: test, path: /kind, value: x}]}",
            ("patch-failed", "www", "no VirtualMachine `www`"),
        ),
        (
            f"{{{VM}, operations: [{{op: replace, path: /metadata/name, value: www}}]}}",
            (
                "identity-patched",
                "/metadata/name",
                "`/metadata/name` says whose the object is, or what Flux does to it",
            ),
        ),
        (
            f"{{{VM}, operations: [{{op: remove, path: /spec/template/metadata}}]}}",
            (
                "identity-patched",
                "/spec/template/metadata",
                "`/spec/template/metadata` says whose the object is, or what Flux does to it",
            ),
        ),
        (
            f"{{{VM}, operations: [{{op: add, path: /spec/template/spec/domian, value: 1}}]}}",
            ("schema-violation", "1", "not valid in the rendered object: it has no field `domian`"),
        ),
        (
            f"{{{VM}, operations: [{{op: add, path: /spec/template/spec/hostname, value: {{a: 1}}}}]}}",
            ("schema-violation", "value", 'not valid in the rendered object: {"a":1} is not of type "string"'),
        ),
        (
            f"{{{VM}, operations: [{{op: add, path: /spec/template/spec/domain/machine, value: {{type: pc}}}}]}}",
            ("machine-type-unsupported", "pc", "the machine type `pc` is not allowed on amd64"),
        ),
        (
            f"{{{VM}, operations: [{{op: replace, path: spec, value: 1}}]}}",
            ("invalid-value", "spec", "`spec` is not a JSON pointer"),
        ),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else "",
)
def test_faults_stand_at_the_operation(patches: str, told: tuple[str, str, str]) -> None:
    assert faults(patches) == [told]


def test_several_objects_of_a_kind_need_a_name() -> None:
    spec = "template: small, disks: [{name: a, size: 1Gi}, {name: b, size: 1Gi}], image: debian-13"
    patch = "{target: {kind: PersistentVolumeClaim%s}, operations: [{op: add, path: /spec/volumeName, value: x}]}"
    one, two = (
        compile_text(document("Machine", f"{{{spec}, patches: [{patch % name}]}}")) for name in ("", ", name: b")
    )
    assert [fault.problem.message for fault in one.diagnostics] == [
        "`PersistentVolumeClaim` is `web-a`, `web-b`, and nothing says which"
    ]
    assert names(two) == []
    assert "volumeName: x" in "".join(two.files.values())


def test_a_secret_in_a_patch_is_one_in_the_catalog() -> None:
    value = "{name: x, value: '-----BEGIN OPENSSH PRIVATE KEY-----'}"
    patch = f"{{{VM}, operations: [{{op: add, path: /metadata/annotations/note, value: {value}}}]}}"
    assert "plaintext-secret" in names(compile_text(machine(patch)))


def test_a_cluster_patches_what_is_of_no_machine() -> None:
    def told(kind: str) -> list[str]:
        patch = f"{{target: {{kind: {kind}}}, operations: [{{op: add, path: /metadata/annotations/a, value: b}}]}}"
        files = {file: text.replace("  network:", f"  patches: [{patch}]\n  network:") for file, text in BASE.items()}
        return names(compile_catalog({**files, "catalog/a.yaml": machine("").replace("patches: []", "hostname: x")}))

    assert told("Kustomization") == []
    assert told("VirtualMachine") == ["patch-failed"]


@pytest.mark.parametrize("value", ["5", "text", "[]", "{}", "[{name: x}]", "[5]", "true"])
@pytest.mark.parametrize(
    "path",
    [
        *(
            "/apiVersion",
            "/kind",
            "/metadata",
            "/metadata/labels",
            "/metadata/annotations",
            "/spec",
            "/spec/template",
            "/",
        ),
        *(f"/spec/template/{below}" for below in ("metadata", "spec", "spec/domain", "spec/volumes", "spec/volumes/0")),
    ],
)
def test_whatever_is_written_never_raises(path: str, value: str) -> None:
    operation = f"{{op: add, path: {path}, value: {value}}}"
    compile_text(machine(f"{{{VM}, operations: [{operation}]}}"))


@pytest.mark.parametrize("path", ["/kind", "/metadata", "/spec", "/spec/template/spec", "/spec/template/spec/domain"])
def test_whatever_is_removed_never_raises(path: str) -> None:
    compile_text(machine(f"{{{VM}, operations: [{{op: remove, path: {path}}}]}}"))
