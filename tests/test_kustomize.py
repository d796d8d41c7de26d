"""Does kustomize, which Flux runs, build what we write, and into what we mean?"""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.trees import ClusterTree, JsonObject, cluster_trees, kustomizations, objects
from tests.upstream import KUSTOMIZE, UPSTREAM, kustomized, run_kustomize, served
from vmgen.output.commit import commit
from vmgen.pipeline import prepare

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(shutil.which(KUSTOMIZE[0]) is None, reason="neither kustomize nor kubectl is installed"),
]

RELEASES = (("v1.6.6", "v1.61.1"), ("v1.8.4", "v1.63.1"), ("v1.9.0", "v1.66.0"))
TREES = cluster_trees()
KEEP = "kustomize.toolkit.fluxcd.io/prune"
VERBATIM = "kustomize.toolkit.fluxcd.io/substitute"

Identity = tuple[str, str, str, str]


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_every_folder_builds_into_the_objects_that_its_files_hold(tree: ClusterTree, tmp_path: Path) -> None:
    root = _with_its_neighbors(tree, tmp_path)
    for folder, body in kustomizations(tree).items():
        if any("://" in resource for resource in body["resources"]):
            continue
        listed = {f"{folder}/{resource}" if folder else resource for resource in body["resources"]}
        written = [one.body for one in objects(tree) if one.file in listed]
        built = _by_identity(kustomized(root / folder))
        assert built.items() >= _by_identity(written).items(), folder
        assert folder == "" or len(built) == len(written), folder


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("- ", "- gone/", 1), "gone/"),
        (("kind: Kustomization", "kind: Kustomisation", -1), "kind should be Kustomization"),
        (("resources:", "ressources:", -1), "ressources"),
    ],
    ids=["missing file", "kind", "field"],
)
def test_a_broken_tree_does_notkustomized(change: tuple[str, str, int], told: str, tmp_path: Path) -> None:
    root = _with_its_neighbors(TREES[0], tmp_path)
    file = root / "kustomization.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    built = run_kustomize(root)
    assert built.returncode != 0
    assert told in built.stderr.decode()


def test_two_objects_of_one_name_do_notkustomized(tmp_path: Path) -> None:
    folder = next((TREES[0].root / "machines").iterdir())
    shutil.copytree(folder, tmp_path / "machines")
    machine = next((tmp_path / "machines").glob("machine-*.yaml"))
    shutil.copy(machine, machine.with_name("twice.yaml"))
    with (tmp_path / "machines" / "kustomization.yaml").open("a", encoding="utf-8") as file:
        file.write("- twice.yaml\n")
    built = run_kustomize(tmp_path / "machines")
    assert built.returncode != 0
    assert "already registered id" in built.stderr.decode()


def test_a_cluster_without_machines_builds(tmp_path: Path) -> None:
    _write_catalog(tmp_path, "kubevirt: {version: v1.9.0, manage: false}\n  cdi: {version: v1.66.0, manage: false}")
    assert kustomized(tmp_path / "clusters" / "lab") == []


@pytest.mark.parametrize("component", ["kubevirt", "cdi"])
@pytest.mark.parametrize("releases", RELEASES, ids=lambda releases: f"kubevirt-{releases[0]}-cdi-{releases[1]}")
def test_a_release_is_fetched_and_nothing_of_it_changes_but_two_annotations(
    component: str, releases: tuple[str, str], built_releases: dict[str, list[JsonObject]]
) -> None:
    version = releases[component == "cdi"]
    published = _by_identity(_published(component, version))
    built = _by_identity(built_releases[f"{component}-{version}"])
    beside = {identity: body for identity, body in built.items() if identity not in published}

    assert [identity[1] for identity in beside] == (["CDI"] if component == "cdi" else [])
    for identity, body in published.items():
        assert _without_ours(built[identity]) == _without_ours(body), identity


@pytest.mark.parametrize("component", ["kubevirt", "cdi"])
@pytest.mark.parametrize("releases", RELEASES, ids=lambda releases: f"kubevirt-{releases[0]}-cdi-{releases[1]}")
def test_nothing_of_a_release_is_substituted_and_no_definition_is_pruned(
    component: str, releases: tuple[str, str], built_releases: dict[str, list[JsonObject]]
) -> None:
    built = built_releases[f"{component}-{releases[component == 'cdi']}"]
    guards = {(body["kind"], body["metadata"]["name"]): body["metadata"]["annotations"] for body in built}
    kept = {identity for identity, annotations in guards.items() if annotations.get(KEEP) == "disabled"}

    assert [identity for identity, annotations in guards.items() if annotations.get(VERBATIM) != "disabled"] == []
    assert kept == {one for one in guards if one[0] in {"Namespace", "CustomResourceDefinition", "CDI"}}


@pytest.mark.parametrize(
    ("component", "operator", "variable"),
    [("kubevirt", "virt-operator", "KUBEVIRT_VERSION"), ("cdi", "cdi-operator", "OPERATOR_VERSION")],
)
@pytest.mark.parametrize("releases", RELEASES, ids=lambda releases: f"kubevirt-{releases[0]}-cdi-{releases[1]}")
def test_operator_has_one_version_in_its_image_and_environment(
    releases: tuple[str, str], component: str, operator: str, variable: str, built_releases: dict[str, list[JsonObject]]
) -> None:
    version = releases[component == "cdi"]
    built = {(body["kind"], body["metadata"]["name"]): body for body in built_releases[f"{component}-{version}"]}
    [container] = built["Deployment", operator]["spec"]["template"]["spec"]["containers"]
    images = [one["value"] for one in container["env"] if one["name"].endswith("_IMAGE")]
    versions = [one["value"] for one in container["env"] if one["name"] == variable]

    assert container["image"].rpartition(":")[2] == version
    assert [image for image in images if image.rpartition(":")[2] != version] == []
    assert versions in ([version], [])


def test_what_flux_waits_for_is_in_the_release(built_releases: dict[str, list[JsonObject]]) -> None:
    latest = RELEASES[-1]
    built = {
        (body["kind"], body["metadata"].get("namespace", ""), body["metadata"]["name"])
        for name in (f"kubevirt-{latest[0]}", f"cdi-{latest[1]}")
        for body in built_releases[name]
    }
    assert built >= {
        ("Deployment", "kubevirt", "virt-operator"),
        ("CustomResourceDefinition", "", "kubevirts.kubevirt.io"),
        ("Deployment", "cdi", "cdi-operator"),
        ("CDI", "", "cdi"),
    }


@pytest.fixture(scope="module")
def built_releases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[JsonObject]]]:
    """What kustomize makes of each release's folder, fetched from a mirror on this machine: `kubevirt-v1.9.0`."""
    if not UPSTREAM.exists():
        pytest.skip("release manifests are not beside the project")
    with served() as mirror:
        built: dict[str, list[JsonObject]] = {}
        for kubevirt, cdi in RELEASES:
            root = tmp_path_factory.mktemp(kubevirt)
            _write_catalog(
                root,
                f"kubevirt: {{version: {kubevirt}, releaseURL: {mirror}/kubevirt}}\n"
                f"  cdi: {{version: {cdi}, releaseURL: {mirror}/cdi}}",
            )
            built[f"kubevirt-{kubevirt}"] = kustomized(root / "clusters" / "lab" / "kubevirt-operator")
            built[f"cdi-{cdi}"] = kustomized(root / "clusters" / "lab" / "kubevirt-cdi")
        yield built


def _write_catalog(root: Path, components: str) -> None:
    """A catalog of one cluster `lab` and nothing on it, and what a build makes of it."""
    (root / "catalog").mkdir()
    text = (
        "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: lab}\n"
        f"spec:\n  nodes: [{{name: box, architecture: amd64}}]\n  {components}\n"
    )
    (root / "catalog" / "lab.yaml").write_text(text, encoding="utf-8")
    commit(prepare(root).plan, root=root)


def _with_its_neighbors(tree: ClusterTree, repository: Path) -> Path:
    """A copy of the tree with what stands beside it in its repository."""
    shutil.copytree(tree.root, repository / tree.folder)
    beside = tree.catalog.parent / "beside"
    if beside.exists():
        shutil.copytree(beside, repository, dirs_exist_ok=True)
    return repository / tree.folder


@cache
def _published(component: str, version: str) -> list[JsonObject]:
    manifest = {"kubevirt": "kubevirt-operator.yaml", "cdi": "cdi-operator.yaml"}[component]
    text = (UPSTREAM / component / version / manifest).read_text(encoding="utf-8")
    return [body for body in yaml.load_all(text, yaml.CSafeLoader) if body]


def _by_identity(bodies: list[JsonObject]) -> dict[Identity, JsonObject]:
    return {_identity(body): body for body in bodies}


def _identity(body: JsonObject) -> Identity:
    metadata = body["metadata"]
    return body["apiVersion"], body["kind"], metadata.get("namespace", ""), metadata["name"]


def _without_ours(body: JsonObject) -> JsonObject:
    """The object without the two annotations; kustomize leaves out an empty mapping of annotations."""
    metadata = dict(body["metadata"])
    annotations = {
        key: value for key, value in (metadata.pop("annotations", None) or {}).items() if key not in {KEEP, VERBATIM}
    }
    return {**body, "metadata": {**metadata, "annotations": annotations}}
