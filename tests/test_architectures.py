"""Does kustomize build operators whose images, variables and placement fit the nodes, on every release?

The table in docs/architectures.md is what it builds; `make update` writes it anew.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.released import FOLDERS, RELEASES, Case, laid_out, pod_of, required_labels, written
from tests.support import ROOT, names
from tests.trees import FOLDER, JsonObject, files_below
from tests.upstream import UPSTREAM, kustomized, served
from vmgen.diagnostics import has_errors
from vmgen.facts.components import CDI, CONTROL_PLANE_LABELS, KUBEVIRT, Component
from vmgen.facts.releases import release_of
from vmgen.pipeline import compile_catalog

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not UPSTREAM.exists(), reason="release manifests are not beside the project"),
]

PAGE = ROOT / "docs" / "architectures.md"
TABLE = re.compile(r"(?<=\| Release \| Nodes \| Images \| Operator \| Services \| Beside machines \|\n)(\|.*\n)+")
NODES = ("arm64", "amd64", "amd64 arm64", "s390x")
KEEP = "kustomize.toolkit.fluxcd.io/prune"
VERBATIM = "kustomize.toolkit.fluxcd.io/substitute"
MIRROR = "registry.example.org:5000/mirror"


PLAIN = [Case(one, version, nodes) for one in RELEASES for version in RELEASES[one] for nodes in NODES]
MIRRORED = [
    Case(one, version, nodes, said=f"registry: '{MIRROR}', imagePrefix: own-", place=f"{MIRROR}/own-")
    for one in RELEASES
    for version in RELEASES[one]
    for nodes in ("amd64", "amd64 arm64")
]
HOSTED = [Case(one, version, "amd64 arm64", hosted=True) for one in RELEASES for version in RELEASES[one]]
CASES = [one for one in (*PLAIN, *MIRRORED, *HOSTED) if not (one.version == "v1.61.1" and "amd64" not in one.nodes)]
each_case = pytest.mark.parametrize("case", CASES, ids=str)


@pytest.fixture(scope="module")
def mirror() -> Iterator[str]:
    with served() as address:
        yield address


@each_case
def test_built_operator_fits_its_version_and_its_nodes(case: Case, mirror: str, tmp_path: Path) -> None:
    folder = written(case, mirror, tmp_path)
    assert list(faults(case, kustomized(folder))) == []


@each_case
def test_nothing_of_what_is_overridden_could_be_left_out(case: Case, mirror: str, tmp_path: Path) -> None:
    folder = written(case, mirror, tmp_path)
    file = folder / "kustomization.yaml"
    text = file.read_text(encoding="utf-8")
    for body in without_one(yaml.safe_load(text)):
        file.write_text(yaml.safe_dump(body), encoding="utf-8")
        assert list(faults(case, kustomized(folder))) != [], body


def test_the_table_of_the_page_is_what_kustomize_builds(
    mirror: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rows = "".join(row(case, mirror, tmp_path / str(index)) for index, case in enumerate(PLAIN))
    page = PAGE.read_text(encoding="utf-8")
    told = TABLE.sub(lambda _: f"|---|---|---|---|---|---|\n{rows}", page)
    if request.config.option.update_snapshots:
        PAGE.write_text(told, encoding="utf-8")
    assert told == PAGE.read_text(encoding="utf-8")


def test_the_corrected_incident_has_one_version_throughout(mirror: str, tmp_path: Path) -> None:
    texts = {f"catalog/{path}": text for path, text in files_below(FOLDER / "incident/corrected/catalog").items()}
    cluster = texts["catalog/cluster.yaml"].replace(
        "version: v1.63.1", f"version: v1.63.1\n    releaseURL: {mirror}/cdi"
    )
    built = kustomized(laid_out({**texts, "catalog/cluster.yaml": cluster}, tmp_path, "goldentooth") / "kubevirt-cdi")
    [container] = pod_of(built)["containers"]
    told = [container["image"], *(str(one.get("value")) for one in container["env"])]

    assert {found for text in told for found in re.findall(r"v\d+\.\d+\.\d+\S*", text)} == {"v1.63.1"}
    assert sum("quay.io/kubevirt/" in text for text in told) == 1 + len(CDI.variables)


@pytest.mark.parametrize("component", RELEASES, ids=lambda one: str(one.name))
def test_a_pinned_operator_names_every_image_by_its_digest(component: Component, mirror: str, tmp_path: Path) -> None:
    case = Case(component, RELEASES[component][-1], "amd64")
    release = release_of(case.version)
    assert release
    digest = f"sha256:{'1' * 64}"
    images = {
        f"quay.io/kubevirt/{name}:{case.version}": {"digest": digest, "platforms": {"amd64": digest}}
        for name in component.images(release)
    }
    texts = case.catalog(mirror) | {"catalog/vmgen.lock.yaml": yaml.safe_dump({"images": images})}
    texts["catalog/lab.yaml"] += "  policy: {pinImages: true}\n"
    [container] = pod_of(kustomized(laid_out(texts, tmp_path, "lab") / FOLDERS[component]))["containers"]
    told = {one["name"]: one.get("value") for one in container["env"]}

    assert container["image"] == f"quay.io/kubevirt/{component.operator}@{digest}"
    for variable in component.variables:
        assert told[variable.name] == f"quay.io/kubevirt/{variable.image}@{digest}"
    assert told[component.version_variable] == case.version


@pytest.mark.parametrize("nodes", ["arm64", "s390x"])
def test_a_release_without_images_for_the_nodes_has_an_error_of_that_name(nodes: str, mirror: str) -> None:
    compilation = compile_catalog(Case(CDI, "v1.61.1", nodes).catalog(mirror))
    assert names(compilation) == ["release-architecture-missing"]


def without_one(body: JsonObject) -> Iterator[JsonObject]:
    """The kustomization.yaml without each of its patches, and without its images."""
    for index in range(len(body["patches"])):
        yield {**body, "patches": [one for position, one in enumerate(body["patches"]) if position != index]}
    if "images" in body:
        yield {key: value for key, value in body.items() if key != "images"}


def faults(case: Case, built: list[JsonObject]) -> Iterator[str]:
    """What is wrong with the objects that a cluster would get."""
    for body in built:
        annotations = body["metadata"].get("annotations", {})
        if annotations.get(VERBATIM) != "disabled":
            yield f"{body['kind']} is substituted"
        if body["kind"] in {"Namespace", "CustomResourceDefinition"} and annotations.get(KEEP) != "disabled":
            yield f"{body['kind']} is pruned"
    yield from _faults_of_images(case, pod_of(built)["containers"])
    yield from _faults_of_placement(case, pod_of(built))


def _faults_of_images(case: Case, containers: list[Any]) -> Iterator[str]:
    [container] = containers
    variables = {one["name"]: one.get("value") for one in container["env"]}
    expected = {one.name: one.image for one in case.component.variables if one.is_in_manifest}
    for name, image in {"image": case.component.operator, **expected}.items():
        found = container["image"] if name == "image" else variables.get(name)
        if found != f"{case.place}{image}:{case.version}":
            yield f"{name} is {found}"
    if variables[case.component.version_variable] != case.version:
        yield f"version is {variables[case.component.version_variable]}"


def _faults_of_placement(case: Case, pod: Any) -> Iterator[str]:
    """CDI 1.61.1 has images for amd64 alone; KubeVirt asks for the control plane from 1.7 on, unless that is hosted."""
    is_kept = case.version == "v1.61.1" and case.nodes != "amd64"
    if pod["nodeSelector"].get("kubernetes.io/arch") != ("amd64" if is_kept else None):
        yield f"selects {pod['nodeSelector']}"
    keys = {one["key"] for one in pod.get("tolerations", ())}
    if ("gpu" in keys) != is_kept or ("CriticalAddonsOnly" not in keys and case.version != "v1.66.0"):
        yield f"tolerates {keys}"
    is_bound = case.component is KUBEVIRT and case.version != "v1.6.6" and not case.hosted
    if required_labels(pod) != (list(CONTROL_PLANE_LABELS) if is_bound else []):
        yield f"requires {required_labels(pod)}"


def row(case: Case, mirror: str, root: Path) -> str:
    """A line of the page."""
    compilation = compile_catalog(case.catalog(mirror))
    release = f"{case.component.kind} {case.version}"
    nodes = " and ".join(case.nodes.split())
    if has_errors(compilation.diagnostics):
        told = ", ".join(f"[`{one}`](diagnostics.md)" for one in names(compilation))
        return f"| {release} | {nodes} | none: {told} | | | |\n"
    built = kustomized(written(case, mirror, root))
    [container] = pod_of(built)["containers"]
    images = [container["image"], *(one["value"] for one in container["env"] if one["name"].endswith("_IMAGE"))]
    tags = sorted({image.rpartition(":")[2] for image in images})
    services, beside = _placements(case, root)
    return f"| {release} | {nodes} | {', '.join(tags)} | {_place(pod_of(built))} | {services} | {beside} |\n"


def _placements(case: Case, root: Path) -> tuple[str, str]:
    """Those that the operator's object says; KubeVirt's services are on the control plane where it says nothing."""
    tree = root / "clusters" / "lab"
    if case.component is KUBEVIRT:
        spec = yaml.safe_load((tree / "kubevirt-instance" / "kubevirt.yaml").read_text(encoding="utf-8"))["spec"]
        services = spec.get("infra", {}).get("nodePlacement")
        beside = spec.get("workloads", {}).get("nodePlacement", {})
        return _place(services) if services else "control plane", _place(beside)
    spec = yaml.safe_load((tree / "kubevirt-cdi" / "cdi.yaml").read_text(encoding="utf-8"))["spec"]
    return _place(spec["infra"]), _place(spec["workload"])


def _place(pod: Any) -> str:
    if required_labels(pod):
        return "control plane"
    architecture = pod.get("nodeSelector", {}).get("kubernetes.io/arch")
    return f"nodes of {architecture}" if architecture else "any node"
