"""What an editor with yaml-language-server makes of the schemas: faults, offers and explanations for each kind."""

import pytest

from tests.editor.language_server import LanguageServer
from tests.support import ROOT
from tests.trees import FOLDER, files_below
from vmgen.model.kinds import KIND_BY_NAME, KINDS
from vmgen.model.shape import fields
from vmgen.model.spec.machine import MachineSpec
from vmgen.syntax.attachments import is_attachment

pytestmark = pytest.mark.conformance

SPECS = {
    "Machine": "template: small",
    "MachineTemplate": "description: databases",
    "NetworkConfiguration": "bridge: br0",
    "Image": "virtualSize: 3Gi\n  variants: {amd64: {http: {url: https://example.org/debian.qcow2}}}",
    "Cluster": "nodes: [{name: pi, architecture: arm64}]\n  kubevirt: {version: v1.9.0}\n  cdi: {version: v1.66.0}",
    "SSHKey": "keys: [ssh-ed25519 AAAA]",
    "SecretRef": "keys: [userdata]",
}
FAULTS = {
    "Machine": ("powerState: On", 'Value is not accepted. Valid values: "Running", "Halted".'),
    "MachineTemplate": ("template: small", "Property template is not allowed."),
    "NetworkConfiguration": ("bridge: br0\n  vlan: many", 'Incorrect type. Expected "integer".'),
    "Image": ("variants: {amd64: {http: {url: debian.qcow2}}}", "not an HTTP address"),
    "Cluster": ("nodes: []\n  kubevirt: {version: v1.9.0}", 'Missing property "cdi".'),
    "SSHKey": ("keys: ssh-ed25519 AAAA", 'Incorrect type. Expected "array".'),
    "SecretRef": ("keys: [userdata]\n  namespace: web", "Property namespace is not allowed."),
}


@pytest.mark.parametrize("kind", SPECS)
@pytest.mark.parametrize("schema", ["catalog", "kind"])
def test_a_document_without_faults(kind: str, schema: str, editor: LanguageServer) -> None:
    assert _faults(editor, _document(kind, SPECS[kind], schema=schema)) == []


@pytest.mark.parametrize("kind", SPECS)
@pytest.mark.parametrize("schema", ["catalog", "kind"])
def test_a_fault(kind: str, schema: str, editor: LanguageServer) -> None:
    spec, message = FAULTS[kind]
    faults = _faults(editor, _document(kind, spec, schema=schema))
    assert message in [fault.partition(": ")[2] for fault in faults]


@pytest.mark.parametrize("kind", SPECS)
@pytest.mark.parametrize("schema", ["catalog", "kind"])
def test_offers_are_the_fields_of_the_kind(kind: str, schema: str, editor: LanguageServer) -> None:
    text = _document(kind, "|", schema=schema)
    offered = set(editor.completions(_path(text), text))
    known = set(fields(KIND_BY_NAME[kind].spec))
    if kind == "MachineTemplate":
        known |= fields(MachineSpec).keys() - {"template"}
    assert known <= offered <= {*known, "spec"}  # a spec that must say something is offered as a whole, too


@pytest.mark.parametrize("kind", SPECS)
def test_an_explanation(kind: str, editor: LanguageServer) -> None:
    name, field = next((name, field) for name, field in fields(KIND_BY_NAME[kind].spec).items() if field.examples)
    text = _document(kind, f"|{name}: x")
    assert editor.hover(_path(text), text).startswith(field.description or "?")


def test_every_kind_is_tried() -> None:
    assert SPECS.keys() == FAULTS.keys() == {kind.name for kind in KINDS}


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("tmplate: small", "6: Property tmplate is not allowed."),
        ("powerState: Running\n  runStrategy: Always", "7: Property runStrategy is not allowed."),
        ("disks: [{name: root, size: 20GB}]", "6: not a quantity of bytes"),
        ("disks: [{name: root, source: {image: a, blank: {}}}]", "6: Property blank is not allowed."),
        ("disks: [{size: 20Gi}]", '6: Missing property "name".'),
        ("resources: 4", '6: Incorrect type. Expected "Resources".'),
    ],
)
def test_one_fault_is_told_once(spec: str, message: str, editor: LanguageServer) -> None:
    assert _faults(editor, _document("Machine", spec)) == [message]


def test_the_line_above_a_document_is_for_that_document(editor: LanguageServer) -> None:
    first, second = _document("SSHKey", SPECS["SSHKey"]), _document("Machine", "tmplate: small")
    assert _faults(editor, f"{first}---\n{second}") == ["13: Property tmplate is not allowed."]
    assert _faults(editor, f"{first}---\n{_without_line(second)}") == []


def test_a_setting_of_the_editor_is_for_all_documents_of_all_files(editor: LanguageServer) -> None:
    first, second = _document("SSHKey", SPECS["SSHKey"]), _document("Machine", "tmplate: small")
    text = f"{_without_line(first)}---\n{_without_line(second)}"
    assert editor.faults("catalog/by-setting/all.yaml", text) == ["11: Property tmplate is not allowed."]


def test_kinds_are_offered(editor: LanguageServer) -> None:
    text = "# yaml-language-server: $schema=../schemas/catalog/catalog.json\nkind: |\n"
    assert editor.completions(_path(text), text) == [kind.name for kind in KINDS]


def test_values_are_offered(editor: LanguageServer) -> None:
    text = _document("Machine", "powerState: |")
    assert editor.completions(_path(text), text) == ["Running", "Halted"]


@pytest.mark.parametrize("name", ["example", "every-field"])
def test_whole_catalogs_have_no_fault(name: str, editor: LanguageServer) -> None:
    folder = ROOT / "catalog" if name == "example" else FOLDER / name / "catalog"
    documents = {path: text for path, text in files_below(folder).items() if not is_attachment(path)}
    texts = {f"{name}-{path.replace('/', '-')}": text for path, text in documents.items()}
    told = [editor.faults(f"catalog/by-setting/{path}", text) for path, text in texts.items()]
    assert [faults for faults in told if faults] == []


def _document(kind: str, spec: str, *, schema: str = "catalog") -> str:
    """The first line of its spec is the sixth."""
    name = schema if schema == "catalog" else kind.lower()
    version = KIND_BY_NAME[kind].api_version
    head = f"# yaml-language-server: $schema=../schemas/catalog/{name}.json\napiVersion: {version}\nkind: {kind}\n"
    return f"{head}metadata: {{name: web}}\nspec:\n  {spec}\n"


def _without_line(document: str) -> str:
    """Without the line that leads to the schema."""
    return document.partition("\n")[2]


def _faults(editor: LanguageServer, text: str) -> list[str]:
    return editor.faults(_path(text), text)


def _path(text: str) -> str:
    """Of its own for each text."""
    return f"catalog/{abs(hash(text))}.yaml"
