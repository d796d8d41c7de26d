"""Are all images of an operator pinned, or none, and does kustomize build what is meant?"""

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.run import run
from tests.support import compile_files, lowered, names
from tests.upstream import UPSTREAM, kustomized, served
from vmgen.facts.components import CDI, COMPONENTS, KUBEVIRT, Component
from vmgen.fleet.images import images
from vmgen.model.lock import Lock, LockedImage
from vmgen.output.commit import commit
from vmgen.output.lock_file import lock_text
from vmgen.pipeline import prepare
from vmgen.syntax.attachments import LOCK

CATALOG = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: lab}}
spec:
  nodes: [{{name: box, architecture: amd64}}, {{name: pi, architecture: arm64}}]
  kubevirt: {{version: v1.9.0, releaseURL: "{mirror}/kubevirt", {said}}}
  cdi: {{version: v1.66.0, releaseURL: "{mirror}/cdi", {said}}}
  policy: {{pinImages: {pin}}}
"""
MIRROR = "registry: 'registry.example.org:5000/own', imagePrefix: own-"
PLACES = {"": "quay.io/kubevirt/", MIRROR: "registry.example.org:5000/own/own-"}
each_place = pytest.mark.parametrize("said", sorted(PLACES), ids=["released", "mirrored"])
each_component = pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: one.name)


def digest_of(reference: str) -> str:
    return f"sha256:{hashlib.sha256(reference.encode()).hexdigest()}"


def catalog(said: str, *, pin: bool = True, without: str = "", mirror: str = "https://m.example.org") -> dict[str, str]:
    """All images are locked, but one."""
    files = {"catalog/lab.yaml": CATALOG.format(said=said, pin=str(pin).lower(), mirror=mirror)}
    references = {one.reference for one in images(compile_files(files).fleet)}
    both = dict.fromkeys(("amd64", "arm64"), digest_of("member"))
    locked = {
        one: LockedImage.model_validate({"digest": digest_of(one), "platforms": both})
        for one in references
        if not (without and f"{without}:" in one)
    }
    return {**files, LOCK: lock_text(Lock(images=locked))}


def kustomization(files: dict[str, str], component: Component) -> Any:
    folder = {KUBEVIRT.name: "kubevirt-operator", CDI.name: "kubevirt-cdi"}[component.name]
    return next(one.body for one in lowered(files) if one.path == f"{folder}/kustomization.yaml")


def env_of(body: Any) -> dict[str, str]:
    """Of the patch of the Deployment."""
    patches = [yaml.safe_load(one["patch"]) for one in body["patches"] if "target" not in one]
    [container] = [one for patch in patches for one in patch["spec"]["template"]["spec"].get("containers", ())]
    return {one["name"]: one["value"] for one in container["env"]}


def pinned(component: Component, said: str) -> dict[str, str]:
    """What each variable has to be."""
    version = {KUBEVIRT.name: "v1.9.0", CDI.name: "v1.66.0"}[component.name]
    places = {one.name: f"{PLACES[said]}{one.image}" for one in component.variables}
    return {name: f"{place}@{digest_of(f'{place}:{version}')}" for name, place in places.items()}


@each_place
@each_component
def test_every_image_of_an_operator_is_named_by_its_digest(component: Component, said: str) -> None:
    body = kustomization(catalog(said), component)
    place = f"{PLACES[said]}{component.operator}"
    [image] = body["images"]
    assert image["name"] == f"quay.io/kubevirt/{component.operator}"
    assert image.get("newName", image["name"]) == place
    assert image["digest"] == digest_of(f"{place}:{'v1.9.0' if component is KUBEVIRT else 'v1.66.0'}")
    assert "newTag" not in image
    assert env_of(body) == pinned(component, said)


def test_what_nobody_pins_is_as_it_was() -> None:
    for component in COMPONENTS:
        assert "images" not in kustomization(catalog("", pin=False), component)


@pytest.mark.parametrize("without", ["virt-launcher", "virt-operator", "libguestfs-tools"])
def test_one_image_without_a_digest_is_an_error_and_pins_none(without: str) -> None:
    files = catalog("", without=without)
    assert "image-not-pinned" in names(compile_files(files))
    assert "images" not in kustomization(files, KUBEVIRT)
    assert "images" in kustomization(files, CDI)


@pytest.mark.conformance
@pytest.mark.skipif(not UPSTREAM.exists(), reason="release manifests are not beside the project")
@each_place
def test_kustomize_builds_operators_without_a_tag_fetched_or_vendored(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with served() as mirror:
        remote, vendored = (written(tmp_path / name, catalog(said, mirror=mirror)) for name in ("remote", "vendored"))
        assert run("-C", vendored, "vendor").exit_code == 0
        for root in (remote, vendored):
            commit(prepare(root).plan, root=root)
        for component, folder in ((KUBEVIRT, "kubevirt-operator"), (CDI, "kubevirt-cdi")):
            built = kustomized(remote / "clusters" / "lab" / folder)
            assert_pinned(built, component, said)
            assert built == kustomized(vendored / "clusters" / "lab" / folder)


def written(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def assert_pinned(built: list[Any], component: Component, said: str) -> None:
    [deployment] = [one for one in built if one["kind"] == "Deployment"]
    [container] = deployment["spec"]["template"]["spec"]["containers"]
    variables = {one["name"]: one.get("value") for one in container["env"]}
    wanted = pinned(component, said)
    assert {name: variables.get(name) for name in wanted} == wanted
    operator = f"{PLACES[said]}{component.operator}"
    version = "v1.9.0" if component is KUBEVIRT else "v1.66.0"
    assert container["image"] == f"{operator}@{digest_of(f'{operator}:{version}')}"
    assert variables[component.version_variable] == version
