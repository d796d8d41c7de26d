"""Do the released manifests hold what the table of components says?"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from vmgen.facts.components import (
    CDI,
    COMPONENTS,
    CONTROL_PLANE_LABELS,
    KUBEVIRT,
    REGISTRY,
    Component,
    needs_control_plane,
)
from vmgen.facts.releases import Release, release_of

RELEASED = [(KUBEVIRT, tag) for tag in ("v1.6.6", "v1.8.4", "v1.9.0")]
RELEASED += [(CDI, tag) for tag in ("v1.61.1", "v1.63.1", "v1.66.0")]
each_release = pytest.mark.parametrize(
    ("component", "tag"), RELEASED, ids=[f"{component.name}-{tag}" for component, tag in RELEASED]
)


@each_release
def test_manifest_brings_the_operator_and_one_crd(component: Component, tag: str, shared: Path) -> None:
    objects = [(each["kind"], each["metadata"]["name"]) for each in _manifest(component, tag, shared)]
    assert ("Namespace", component.namespace) in objects
    assert [name for kind, name in objects if kind == "Deployment"] == [component.operator]
    assert [name for kind, name in objects if kind == "CustomResourceDefinition"] == [component.crd]


@each_release
def test_manifest_holds_the_objects_of_the_table(component: Component, tag: str, shared: Path) -> None:
    objects = [(each["kind"], each["metadata"]["name"]) for each in _manifest(component, tag, shared)]
    assert sorted(objects) == list(component.objects)


@each_release
def test_table_repeats_what_the_operator_tolerates(component: Component, tag: str, shared: Path) -> None:
    pod = _one(component, tag, shared, "Deployment")["spec"]["template"]["spec"]
    found = [(one["key"], one["operator"], one.get("effect", "")) for one in pod.get("tolerations", ())]
    assert set(found) <= {(one.key, "Exists", one.effect) for one in component.tolerations}


@each_release
def test_crd_is_that_of_the_instance(component: Component, tag: str, shared: Path) -> None:
    spec = _one(component, tag, shared, "CustomResourceDefinition")["spec"]
    versions = {f"{spec['group']}/{version['name']}" for version in spec["versions"]}
    assert component.api_version in versions
    assert (spec["names"]["kind"], spec["scope"] == "Namespaced") == (component.kind, component.is_namespaced)


@each_release
def test_variables_name_the_images_of_the_release(component: Component, tag: str, shared: Path) -> None:
    container = _container(component, tag, shared)
    variables = {each["name"]: each.get("value") for each in container["env"]}
    images = {each.name: f"{REGISTRY}/{each.image}:{tag}" for each in component.variables if each.is_in_manifest}
    assert container["name"] == component.operator
    assert container["image"] == f"{REGISTRY}/{component.operator}:{tag}"
    assert {name: value for name, value in variables.items() if name.endswith("_IMAGE")} == images
    assert variables[component.version_variable] == tag


@each_release
def test_released_instance_has_the_name(component: Component, tag: str, shared: Path) -> None:
    text = (_folder(component, tag, shared) / f"{component.name}-cr.yaml").read_text(encoding="utf-8")
    instance = yaml.load(text, Loader=yaml.CSafeLoader)
    assert (instance["apiVersion"], instance["kind"]) == (component.api_version, component.kind)
    assert instance["metadata"]["name"] == component.instance
    assert instance["metadata"].get("namespace", component.namespace) == component.namespace


@each_release
def test_operator_asks_for_the_control_plane_since_1_7(component: Component, tag: str, shared: Path) -> None:
    affinity = _one(component, tag, shared, "Deployment")["spec"]["template"]["spec"]["affinity"].get(
        "nodeAffinity", {}
    )
    terms = affinity.get("requiredDuringSchedulingIgnoredDuringExecution", {}).get("nodeSelectorTerms", [])
    version = release_of(tag)
    assert version
    required = CONTROL_PLANE_LABELS if component is KUBEVIRT and needs_control_plane(version) else ()
    assert tuple(term["matchExpressions"][0]["key"] for term in terms) == required


def test_images_are_those_of_the_version() -> None:
    assert "cdi-importer" in CDI.images(Release(1, 59))
    assert len(CDI.images(Release(1, 66))) == 7
    assert "virt-synchronization-controller" not in KUBEVIRT.images(Release(1, 5))
    assert "virt-synchronization-controller" in KUBEVIRT.images(Release(1, 6))


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_downloads_are_at_the_project(component: Component) -> None:
    assert component.download == f"https://github.com/{component.repository}/releases/download"


def _folder(component: Component, tag: str, shared: Path) -> Path:
    return shared / "upstream" / component.name / tag


def _manifest(component: Component, tag: str, shared: Path) -> list[Any]:
    text = (_folder(component, tag, shared) / component.manifest).read_text(encoding="utf-8")
    return [document for document in yaml.load_all(text, Loader=yaml.CSafeLoader) if document]


def _one(component: Component, tag: str, shared: Path, kind: str) -> Any:
    return next(document for document in _manifest(component, tag, shared) if document["kind"] == kind)


def _container(component: Component, tag: str, shared: Path) -> Any:
    return _one(component, tag, shared, "Deployment")["spec"]["template"]["spec"]["containers"][0]
