"""Does kubeconform find nothing wrong with what vmgen writes, and whatever is wrong with anything else?"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conformance.crd_schemas import schemas_of_crds
from tests.conformance.kubeconform_runs import COMMON, faults, kubeconform, our_schemas, results
from tests.support import SHARED, compile_files
from tests.trees import ClusterTree, Story, cluster_trees, files_below, kustomizations, objects, stories
from vmgen.diagnostics import has_errors
from vmgen.facts.kinds import KINDS
from vmgen.judge.kubeconform import Outcome
from vmgen.second_opinion import second_opinion
from vmgen.targets.platform.vendored import RELEASE_FILE

pytestmark = pytest.mark.conformance

JsonObject = dict[str, Any]
TREES = cluster_trees()
BUILT = tuple(story for story in stories() if story.expected.exists())
RICH = next(tree for tree in TREES if "every-field" in tree.name)


@pytest.fixture(scope="session")
def crd_schemas(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The newest CRDs, and our own tables for the kinds that have none."""
    if not (SHARED / "crds").is_dir():
        pytest.skip("the CRDs are not beside the project")
    folder = tmp_path_factory.mktemp("crds")
    for name, text in schemas_of_crds(SHARED / "crds").items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder, COMMON


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_trees_are_valid_by_our_schemas(tree: ClusterTree) -> None:
    _assert_all_valid(tree, our_schemas(tree))


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_trees_are_valid_by_the_projects_own_definitions(tree: ClusterTree, crd_schemas: tuple[Path, ...]) -> None:
    _assert_all_valid(tree, crd_schemas)


def test_each_definition_of_a_project_is_used(crd_schemas: tuple[Path, ...]) -> None:
    core = {
        kind for kind in KINDS if kind.api_version.partition(".")[0] in {"v1", "kustomize", "rbac"} and not kind.product
    }
    assert len(list(crd_schemas[0].iterdir())) >= len(KINDS) - len(core) - 1


@pytest.mark.parametrize("story", BUILT, ids=lambda story: story.name)
def test_the_wrapper_finds_every_object_valid(story: Story) -> None:
    compilation = compile_files(_catalog(story))
    assert not has_errors(compilation.diagnostics)
    given = second_opinion(compilation.fleet, compilation.files, program=kubeconform())
    assert (set(given.outcomes), given.diagnostics) == ({Outcome.VALID}, ())


@pytest.mark.parametrize(
    ("change", "kind", "outcome", "told"),
    [
        (("cores: ", "cores: x"), "VirtualMachine", Outcome.INVALID, "domain.cpu.cores` of the VirtualMachine"),
        (("runStrategy: ", "runStrategies: "), "VirtualMachine", Outcome.INVALID, "runStrategies"),
        (("kind: Namespace", "kind: Nowhere"), "Namespace", Outcome.UNCHECKED, "it was not mentioned"),
        (
            ("kind: Namespace", "kind: Namespace\nkind: Namespace"),
            "Namespace",
            Outcome.UNCHECKED,
            "already set in map",
        ),
    ],
    ids=["type", "field", "kind", "duplicate key"],
)
def test_the_wrapper_finds_what_is_wrong(change: tuple[str, str], kind: str, outcome: Outcome, told: str) -> None:
    story = next(one for one in BUILT if one.name == "two-clusters")
    compilation = compile_files(_catalog(story))
    texts = {path: text.replace(*change) for path, text in compilation.files.items()}
    assert texts != compilation.files
    given = second_opinion(compilation.fleet, texts, program=kubeconform())

    assert given.outcomes[outcome] > 0
    assert told in " ".join(one.problem.message for one in given.diagnostics)
    assert kind in " ".join(one.problem.message for one in given.diagnostics)
    assert {one.problem.at.file.partition("/")[0] for one in given.diagnostics} == {"catalog"}


def _no_template(machine: JsonObject) -> None:
    del machine["spec"]["template"]


def _unknown_field(machine: JsonObject) -> None:
    machine["spec"]["template"]["spec"]["domain"]["memmory"] = {"guest": "1Gi"}


def _wrong_type(machine: JsonObject) -> None:
    machine["spec"]["template"]["spec"]["domain"]["cpu"]["cores"] = "2"


def _wrong_list(machine: JsonObject) -> None:
    machine["spec"]["template"]["spec"]["domain"]["devices"]["disks"] = {}


def _null(machine: JsonObject) -> None:
    machine["spec"]["template"]["spec"]["volumes"] = None


CHANGES = (_no_template, _unknown_field, _wrong_type, _wrong_list, _null)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
@pytest.mark.parametrize("schemas", ["ours", "definitions"])
def test_a_broken_machine_is_found(
    schemas: str, change: Callable[[JsonObject], None], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Whatever schemas: a comparison that finds nothing wrong with this would be none."""
    folders = our_schemas(RICH) if schemas == "ours" else request.getfixturevalue("crd_schemas")
    _rewrite(tmp_path, "VirtualMachine", change)
    assert {fault[:2] for fault in faults(results(tmp_path, folders))} == {("statusInvalid", "VirtualMachine")}


def test_a_field_of_a_later_release_is_found_with_the_folder_of_an_earlier_one(tmp_path: Path) -> None:
    def later(machine: JsonObject) -> None:
        machine["spec"]["template"]["spec"]["domain"]["rebootPolicy"] = "Reboot"

    _rewrite(tmp_path, "VirtualMachine", later)
    cdi, common = our_schemas(RICH)[1:]
    assert faults(results(tmp_path, (COMMON / "kubevirt-1.9", cdi, common))) == []
    found = faults(results(tmp_path, (COMMON / "kubevirt-1.7", cdi, common)))
    why = {kind: message for _, kind, message in found}
    assert {status for status, _, _ in found} == {"statusInvalid"}
    assert why.keys() == {"KubeVirt", "VirtualMachine"}
    assert "disabledFeatureGates" in why["KubeVirt"]
    assert "rebootPolicy" in why["VirtualMachine"]


def test_a_kind_without_a_schema_is_not_valid(tmp_path: Path) -> None:
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
    (tmp_path / "web.yaml").write_text(text, encoding="utf-8")
    assert faults(results(tmp_path, (COMMON,))) == [
        ("statusError", "Deployment", "could not find schema for Deployment")
    ]


def _assert_all_valid(tree: ClusterTree, schemas: tuple[Path, ...]) -> None:
    """All but the objects of a vendored release, which are its project's own."""
    found = [one for one in results(tree.root, schemas) if not one["filename"].endswith(f"/{RELEASE_FILE}")]
    ours = [one for one in objects(tree) if not one.file.endswith(f"/{RELEASE_FILE}")]
    assert faults(found) == []
    assert len(found) == len(ours) + len(kustomizations(tree))


def _rewrite(folder: Path, kind: str, change: Callable[[JsonObject], None]) -> None:
    """A copy of the richest tree in which each object of a kind is changed, and nothing else."""
    shutil.copytree(RICH.root, folder, dirs_exist_ok=True)
    for path in sorted(folder.rglob("*.yaml")):
        bodies = list(yaml.load_all(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for body in bodies:
            if body["kind"] == kind:
                change(body)
        path.write_text(yaml.dump_all(bodies, Dumper=yaml.CSafeDumper), encoding="utf-8")


def _catalog(story: Story) -> dict[str, str]:
    base = story.folder.parent / "base.yaml"
    shared = {"catalog/base.yaml": base.read_text(encoding="utf-8")} if base.exists() else {}
    return shared | {f"catalog/{path}": text for path, text in files_below(story.folder / "catalog").items()}
