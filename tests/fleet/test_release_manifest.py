"""Is a release manifest known again, and told from what is none?"""

from hashlib import sha256

import pytest

from tests.releases import CDI, KUBEVIRT, release_manifest
from tests.support import compile_files, names
from vmgen.fleet.fleet import Attachment
from vmgen.fleet.release_manifest import contents, has_hash
from vmgen.syntax.attachments import LOCK

TEXT = release_manifest("kubevirt", "v1.9.0")
FILE = "catalog/vendor/kubevirt-v1.9.0.yaml"


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n")], ids=["as it came", "as Git has it on Windows"])
def test_a_manifest_is_known_by_its_bytes(text: str) -> None:
    catalog = (
        "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: lab}\nspec:\n"
        "  nodes: [{name: box, architecture: amd64}]\n"
        "  kubevirt: {version: v1.9.0}\n  cdi: {version: v1.66.0, manage: false}\n"
    )
    known = sha256(TEXT.encode()).hexdigest()
    lock = f'manifests:\n  kubevirt-v1.9.0.yaml:\n    sha256: "{known}"\n    url: https://example.org/a\n'
    compilation = compile_files({"catalog/lab.yaml": catalog, FILE: text, LOCK: lock})
    assert names(compilation) == []
    assert "\r" not in "".join(compilation.files.values())


def test_one_that_came_with_other_line_breaks_is_known_by_those() -> None:
    odd = TEXT.replace("\n", "\r\n")
    assert has_hash(odd, sha256(odd.encode()).hexdigest())
    assert not has_hash(TEXT, sha256(odd.encode()).hexdigest())
    assert not has_hash(f"{TEXT} ", sha256(TEXT.encode()).hexdigest())


def told(old: str, new: str, *, component: str = "kubevirt") -> str:
    known, version = (KUBEVIRT, "v1.9.0") if component == "kubevirt" else (CDI, "v1.66.0")
    text = release_manifest(component, version)
    assert old in text
    fault = contents(known, version, Attachment(FILE, text.replace(old, new))).fault
    return fault.message if fault is not None else ""


@pytest.mark.parametrize("component", ["kubevirt", "cdi"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quay.io/kubevirt/", "mirror.example.org:5000/"),
        ("replicas: 1", "replicas: 3"),
        ("quay.io/kubevirt", "quay.io/kubevirt/v1.8.4"),
    ],
    ids=["from a mirror", "edited", "odd path"],
)
def test_what_a_mirror_may_have_changed_is_no_fault(component: str, old: str, new: str) -> None:
    assert told(old, new, component=component) == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("virt-operator:v1.9.0", "virt-operator:v1.9.1", "the release `v1.9.1` instead of `v1.9.0`"),
        ("virt-operator:v1.9.0", "virt-operator:v1.9.0-arm64", ""),
        ("virt-operator:v1.9.0", f"virt-operator@sha256:{'a' * 64}", ""),
        ("virt-operator:v1.9.0", f"virt-operator:v1.8.4@sha256:{'a' * 64}", "the release `v1.8.4` instead of `v1.9.0`"),
        ("- name: virt-operator", "- name: operator", "no container `virt-operator` with an image"),
        ("  name: kubevirts.kubevirt.io", "  name: kubevirts", "no CustomResourceDefinition `kubevirts.kubevirt.io`"),
        ("kind: Deployment", "kind: StatefulSet", "no Deployment `virt-operator`"),
        ("      - emptyDir: {}\n        name: profile-data\n", "", "a part of the Deployment `virt-operator`"),
        ("kind: Namespace", "kind: ''", "no Kubernetes object"),
        ("replicas: 1", "replicas: 1\n  replicas: 2", "the key `replicas` is there twice"),
    ],
)
def test_what_is_another_manifest_is_told(old: str, new: str, reason: str) -> None:
    assert told(old, new) == reason
