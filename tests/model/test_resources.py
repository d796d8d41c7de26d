"""Is a document known by its kind and its metadata, whatever else a cluster wrote into it?"""

import pytest

from tests.model.catalogs import Told, decoded, document, told

MACHINE = document("Machine", "{template: small}")
EXPORTED = """\
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata:
  annotations: {example.org/owner: web}
  creationTimestamp: 2026-01-02T03:04:05Z
  deletionGracePeriodSeconds: 30
  deletionTimestamp: null
  finalizers: [vitistack.io/machine]
  generateName: web-
  generation: 3
  labels: {tier: front}
  managedFields:
  - {manager: kubectl, operation: Update}
  name: web
  namespace: default
  ownerReferences:
  - {kind: MachineSet, name: web}
  resourceVersion: "4711"
  selfLink: /apis/x
  uid: 0f5f6b6e-5c0f-4d3e-8d1b-1f0c2a3b4c5d
spec: {template: small}
status:
  phase: Running
"""
SERVER_KEYS = {
    *("creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers", "generateName"),
    *("generation", "managedFields", "ownerReferences", "resourceVersion", "selfLink", "uid"),
}


def replaced(old: str, new: str) -> list[Told]:
    assert old in MACHINE
    return told(MACHINE.replace(old, new))


def test_an_exported_object_is_read_without_what_the_cluster_wrote() -> None:
    catalog, faults = decoded(EXPORTED)
    (one,) = catalog.machines
    assert one.machine.metadata.model_dump(exclude_unset=True) == {
        "name": "web",
        "namespace": "default",
        "labels": {"tier": "front"},
        "annotations": {"example.org/owner": "web"},
    }
    assert {fault.code.name for fault in faults} == {"ignored-field"}


def test_what_a_cluster_writes_is_noted_at_its_key() -> None:
    notes = [fault for fault in told(EXPORTED) if fault[2] != "status"]
    assert {(underlined, message) for _, _, underlined, message, _ in notes} == {
        (key, f"`{key}` is what a cluster writes") for key in SERVER_KEYS
    }
    assert told(EXPORTED)[-1] == ("ignored-field", 22, "status", "`status` is what a cluster reports", "remove it")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "kind: Machine",
            "kind: Maschine",
            ("unknown-kind", 2, "Maschine", "no kind of the catalog: `Maschine`", "did you mean `Machine`?"),
        ),
        (
            "kind: Machine",
            "kind: machine",
            ("unknown-kind", 2, "machine", "no kind of the catalog: `machine`", "did you mean `Machine`?"),
        ),
        (
            "vitistack.io/v1alpha1",
            "vitistack.io/v1",
            (
                *("unknown-kind", 1, "vitistack.io/v1", "`vitistack.io/v1` is no apiVersion of Machine"),
                "write `apiVersion: vitistack.io/v1alpha1`",
            ),
        ),
        (
            "apiVersion: vitistack.io/v1alpha1\n",
            "",
            (
                *("unknown-kind", 1, "kind: Machine", "`apiVersion` is missing"),
                "write `apiVersion: vitistack.io/v1alpha1`",
            ),
        ),
        (
            "metadata: {name: web}\n",
            "",
            (
                *("missing-field", 1, "apiVersion: vitistack.io/v1alpha1", "`metadata` is missing"),
                "write `metadata: {name: …}`",
            ),
        ),
        ("{name: web}", "{}", ("missing-field", 3, "metadata", "`name` is missing", "write `name: web`")),
        (
            "{name: web}",
            "{name: web, label: {}}",
            ("unknown-field", 3, "label", "unknown key `label`", "did you mean `labels`?"),
        ),
        ("spec: {", "sepc: {}\nspec: {", ("unknown-field", 4, "sepc", "unknown key `sepc`", "did you mean `spec`?")),
        (
            "spec: {template: small}",
            "spec: [template]",
            ("wrong-type", 4, "spec", "`spec` is no mapping", "indent its keys below it"),
        ),
    ],
)
def test_what_is_wrong_around_a_spec_is_told(old: str, new: str, fault: Told) -> None:
    assert replaced(old, new) == [fault]


def test_a_document_without_kind_lists_the_kinds() -> None:
    ((name, line, _, message, help_),) = replaced("kind: Machine\n", "")
    assert (name, line, message) == ("unknown-kind", 1, "`kind` is missing")
    assert help_ == (
        "known: `Cluster`, `Image`, `Machine`, `MachineTemplate`, `NetworkConfiguration`, `SSHKey`, `SecretRef`"
    )


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text\n", "5\n"])
def test_a_document_is_a_mapping(text: str) -> None:
    ((name, line, _, message, help_),) = told(text)
    assert (name, line, message) == ("unknown-kind", 1, "a document that is no mapping")
    assert help_ == "start it with `apiVersion` and `kind`"


@pytest.mark.parametrize("spec", ["", "null", "{}"])
def test_a_spec_may_be_left_to_the_layers_below(spec: str) -> None:
    text = document("SecretRef", spec, name="a").replace("spec: \n", "spec:\n")
    assert [(fault[0], fault[3]) for fault in told(text)] == [("missing-field", "`keys` is missing")]


@pytest.mark.parametrize(
    ("labels", "underlined", "message"),
    [
        ("{a b: c}", "a b", "`a b` is not a label key"),
        ("{/a: b}", "/a", "`/a` is not a label key"),
        ("{a: b c}", "b c", "`b c` is not a label value"),
        (f"{{a: {'b' * 64}}}", "b" * 64, f"`{'b' * 64}` is not a label value"),
        ("{a: true}", "true", "`a` wants a text, not `true`"),
        ("{a: 1.10}", "1.10", "`a` wants a text, not the number `1.1`"),
        ("{a: }", "a", "`a` has no value"),
        ("[a]", "labels", "`labels` wants a mapping, not a list"),
    ],
)
def test_labels_are_those_of_kubernetes(labels: str, underlined: str, message: str) -> None:
    faults = told(document("Machine", "{template: small}", metadata=f"labels: {labels}"))
    assert [fault[1:4] for fault in faults] == [(3, underlined, message)]


@pytest.mark.parametrize("labels", ["{a: ''}", "{example.org/a.b_c: D-9}", f"{{a: {'b' * 63}}}", "{A: b}", "{}"])
def test_labels_may_be_all_that_kubernetes_takes(labels: str) -> None:
    assert told(document("Machine", "{template: small}", metadata=f"labels: {labels}")) == []


@pytest.mark.parametrize("name", ["a", "web-1", "web.example.org", "0"])
def test_names_are_those_of_kubernetes_objects(name: str) -> None:
    assert told(document("SSHKey", "{keys: [a]}", name=f"'{name}'")) == []


@pytest.mark.parametrize("name", ["Web", "web_1", "-web", "web-", "web..org", ".web", "wéb", "web 1", '"web\\n"'])
def test_other_names_are_refused(name: str) -> None:
    assert [fault[:2] for fault in told(document("SSHKey", "{keys: [a]}", name=name))] == [("invalid-value", 3)]


def test_metadata_that_is_no_mapping_is_named() -> None:
    assert [fault[3] for fault in replaced("{name: web}", "web")] == ["`metadata` wants a mapping, not the text `web`"]


@pytest.mark.parametrize(("old", "new"), [("kind: Machine", "kind: [Machine]"), ("vitistack.io/v1alpha1", "[a]")])
def test_an_envelope_of_lists_is_told_without_python(old: str, new: str) -> None:
    ((_, _, _, message, _),) = replaced(old, new)
    assert "('" not in message
