"""Do Secrets come as they are meant to, and does what they hold never come out?"""

from pathlib import Path

import pytest

from tests.support import BASE, compile_files, names
from tests.trees import build, files_below
from vmgen.report import FORMATS

SOPS, SEALED = "catalog/secrets/web-init.sops.yaml", "catalog/secrets/web-init.sealed.yaml"
ENCRYPTED = BASE[SOPS]
VALUE = "hunter2"
REFERENCE = """\
apiVersion: vmgen.dev/v1alpha1
kind: SecretRef
metadata: {{name: web-init, namespace: web}}
spec:
  keys: [{keys}]
  {way}
---
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {{name: web, namespace: web}}
spec:
  template: small
  image: debian-13
  cloudInit: {{secretRef: {{name: web-init, key: {key}}}}}
"""
CLUSTER = BASE["catalog/base.yaml"].replace("  storage:", "  secrets: {decryptionSecret: sops-age}\n  storage:", 1)
OUTPUT = "clusters/example/machines/web/secret-web-init.yaml"


def catalog(way: str, *, keys: str = "userdata", key: str = "userdata", attached: str = ENCRYPTED) -> dict[str, str]:
    reference = REFERENCE.format(way=way, keys=keys, key=key)
    return {"catalog/base.yaml": CLUSTER, "catalog/a.yaml": reference, SOPS: attached, SEALED: attached}


def external(template: str, data: str = "password: {key: machines/web}") -> str:
    return f"externalSecret: {{store: {{name: vault}}, data: {{{data}}}, template: {{{template}}}}}"


def written(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


@pytest.mark.parametrize("text", [ENCRYPTED, ENCRYPTED.replace("\n", "\r\n"), f"---\n# as it was\n\n{ENCRYPTED}\n\n"])
def test_an_encrypted_file_is_copied_byte_for_byte_below_the_first_line(text: str, tmp_path: Path) -> None:
    root = written(tmp_path, catalog(f"sops: {{file: {SOPS}}}", attached=text))
    assert build(root).diagnostics == ()
    first, rest = (root / OUTPUT).read_bytes().split(b"\n", 1)
    assert (first.decode(), rest) == (f"# Written by vmgen from {SOPS}. Do not edit.", text.encode())


def test_an_encrypted_file_is_ours_to_change_and_to_delete(tmp_path: Path) -> None:
    root = written(tmp_path, catalog(f"sops: {{file: {SOPS}}}"))
    build(root)
    written(root, {SOPS: ENCRYPTED.replace("version: 3.11.0", "version: 3.12.0")})
    assert build(root).plan.update == (OUTPUT,)
    written(root, catalog(""))
    assert build(root).plan.delete == (OUTPUT,)


def test_a_secret_of_somebody_else_is_not_written() -> None:
    assert OUTPUT not in compile_files(catalog("")).files


def test_attachments_are_no_documents() -> None:
    assert (
        names(compile_files({"catalog/base.yaml": CLUSTER, SOPS: "# vmgen: ignore[nothing] at all\nkind: Odd\n"})) == []
    )


@pytest.mark.parametrize(
    ("template", "key", "fault"),
    [
        ('userdata: "{{ .password }}"', "password", []),
        ("userdata: '{{ index . \"password\" }}'", "password", []),
        ('networkdata: "{{ .password }}"', "password", ["secret-key-unsupported"]),
        ('userdata: "{{ .passwords }}"', "password", ["secret-key-unsupported"]),
        ("", "password", ["secret-key-unsupported"]),
    ],
)
def test_another_key_is_read_where_a_template_maps_it(template: str, key: str, fault: list[str]) -> None:
    produced = template.partition(":")[0] or "password"
    assert names(compile_files(catalog(external(template), keys=produced, key=key))) == fault


@pytest.mark.parametrize(
    "text", ["", "a", "[]", "1", "{}", "[[]]", "{a: [1]}", "null", "{a: 1, 2: {}}", "{a: 2026-01-01}"]
)
@pytest.mark.parametrize("key", ["apiVersion", "kind", "metadata", "stringData", "data", "sops", "spec", "type"])
def test_nothing_in_an_encrypted_file_stops_the_build(key: str, text: str) -> None:
    lines = [line for line in ENCRYPTED.splitlines() if not line.startswith(key)]
    odd = "\n".join([*lines, f"{key}: {text}\n"])
    for way in (f"sops: {{file: {SOPS}}}", f"sealedSecret: {{file: {SEALED}}}"):
        compile_files(catalog(way, attached=odd))
        compile_files(catalog(way, attached=odd.replace("kind: Secret", "kind: SealedSecret")))


@pytest.mark.parametrize(
    ("way", "attached"),
    [
        (f"sops: {{file: {SOPS}}}", f"apiVersion: v1\nkind: Secret\ndata: {{a: {VALUE}}}\n"),
        (f"sops: {{file: {SOPS}}}", ENCRYPTED.replace("stringData:\n", f"stringData:\n    a: {VALUE}\n")),
        (f"sops: {{file: {SOPS}}}", ENCRYPTED.replace("stringData:\n", f"stringData:\n    a: [{VALUE}]\n")),
        (f"sops: {{file: {SOPS}}}", ENCRYPTED.replace("type: Opaque", f"type: [{VALUE}]")),
        (f"sops: {{file: {SOPS}}}", f"{VALUE}\n"),
        (f"sops: {{file: {SOPS}}}", f"a: {VALUE}: b\n"),
        (f"sealedSecret: {{file: {SEALED}}}", ENCRYPTED.replace("ENC[", f"{VALUE}[")),
        (f"sealedSecret: {{encryptedData: {{userdata: {VALUE}}}}}", ENCRYPTED),
        (external(f'userdata: "password: {VALUE}"'), ENCRYPTED),
    ],
)
def test_no_report_and_no_file_shows_a_value(way: str, attached: str, tmp_path: Path) -> None:
    root = written(tmp_path, catalog(way, attached=attached))
    before = files_below(root)
    prepared = build(root)
    assert prepared.diagnostics
    for render in FORMATS.values():
        assert VALUE not in render(prepared.diagnostics, prepared.spans)
    assert files_below(root) == before


@pytest.mark.parametrize("component", ["kubevirt", "cdi"])
@pytest.mark.parametrize(("login", "expected"), [("", []), (f"robot:{VALUE}@", ["plaintext-secret"])])
def test_a_password_in_the_address_of_a_mirror_is_told_and_not_shown(
    component: str, login: str, expected: list[str]
) -> None:
    specs = {"kubevirt": "version: v1.9.0, manage: false", "cdi": "version: v1.66.0, manage: false"}
    specs[component] = specs[component].replace("manage: false", f'releaseURL: "https://{login}mirror.example.org"')
    text = (
        "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: lab}\nspec:\n"
        "  nodes: [{name: box, architecture: amd64}]\n"
        f"  kubevirt: {{{specs['kubevirt']}}}\n  cdi: {{{specs['cdi']}}}\n"
    )
    compilation = compile_files({"catalog/lab.yaml": text})
    assert names(compilation) == expected
    assert VALUE not in "".join(form(compilation.diagnostics, compilation.spans) for form in FORMATS.values())
