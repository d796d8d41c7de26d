"""The stories in tests/stories/ and the trees that vmgen wrote: where they stand, and what is in them.

A story is a folder with `catalog/`, and beside it `expected/`, the files that a build writes, and `diagnostics.txt`,
what it reports; one that is left out stands for nothing. `beside/` holds what else is in the repository before the
build, and a `base.yaml` above several stories belongs to the catalog of each.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support import ROOT, TESTS
from vmgen.diagnostics import has_errors
from vmgen.output.commit import commit
from vmgen.pipeline import Build, prepare
from vmgen.syntax.documents import parse
from vmgen.syntax.sources import CATALOG

FOLDER = TESTS / "stories"
KUSTOMIZATION = "kustomization.yaml"

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A catalog, and what becomes of it."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.relative_to(FOLDER).as_posix()

    @property
    def expected(self) -> Path:
        return self.folder / "expected"

    @property
    def report(self) -> Path:
        return self.folder / "diagnostics.txt"


@dataclass(frozen=True, slots=True)
class Rendered:
    """An object of a tree, and the file that it stands in, below the cluster's folder."""

    file: str
    body: JsonObject

    @property
    def kind(self) -> str:
        kind: str = self.body["kind"]
        return kind

    @property
    def name(self) -> str:
        name: str = self.body["metadata"]["name"]
        return name

    @property
    def namespace(self) -> str:
        namespace: str = self.body["metadata"].get("namespace", "")
        return namespace

    @property
    def group(self) -> str:
        version: str = self.body["apiVersion"]
        return version.rpartition("/")[0]

    @property
    def annotations(self) -> dict[str, str]:
        annotations: dict[str, str] = self.body["metadata"].get("annotations", {})
        return annotations

    @property
    def labels(self) -> dict[str, str]:
        labels: dict[str, str] = self.body["metadata"].get("labels", {})
        return labels

    @property
    def machine(self) -> str:
        """The machine that the object belongs to; empty for what machines share."""
        return self.labels.get("vitistack.io/machine", "")

    @property
    def folder(self) -> str:
        return self.file.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class ClusterTree:
    """The folder of one cluster, below the root of a repository."""

    repository: Path
    catalog: Path
    folder: str

    @property
    def name(self) -> str:
        story = self.catalog.parent
        return self.folder if story == ROOT else f"{story.relative_to(FOLDER).as_posix()}/{self.folder}"

    @property
    def root(self) -> Path:
        return self.repository / self.folder


def stories() -> tuple[Story, ...]:
    return tuple(Story(catalog.parent) for catalog in sorted(FOLDER.rglob("catalog")) if catalog.is_dir())


def lay_out(story: Story, root: Path) -> Path:
    """Makes `root` the repository that a story begins with."""
    shutil.copytree(story.folder / "catalog", root / "catalog")
    base = story.folder.parent / "base.yaml"
    if base.exists():
        shutil.copy(base, root / "catalog")
    beside = story.folder / "beside"
    if beside.exists():
        shutil.copytree(beside, root, dirs_exist_ok=True)
    return root


def build(root: Path) -> Build:
    """Carries out the plan unless there are errors, like the command does."""
    prepared = prepare(root)
    if not has_errors(prepared.diagnostics):
        commit(prepared.plan, root=root)
    return prepared


def written_by_a_build(root: Path) -> dict[str, str]:
    """The files that a build adds to a repository, or changes."""
    before = files_below(root)
    build(root)
    return {path: text for path, text in files_below(root).items() if before.get(path) != text}


def cluster_trees() -> tuple[ClusterTree, ...]:
    """Every tree that is committed: those of the stories, and clusters/ of the example fleet."""
    found = list(_trees_below(ROOT, ROOT / "catalog", "clusters"))
    for story in stories():
        found += _trees_below(story.expected, story.folder / "catalog", "")
    return tuple(found)


def files_below(folder: Path) -> dict[str, str]:
    """Texts by their paths below `folder`; line breaks are as they stand."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in found}


@cache
def objects(tree: ClusterTree) -> tuple[Rendered, ...]:
    """Everything in the tree but its kustomization.yaml files, as a YAML 1.1 reader understands it."""
    return tuple(
        Rendered(path, body)
        for path, text in files_below(tree.root).items()
        if path.rpartition("/")[2] != KUSTOMIZATION
        for body in yaml.load_all(text, yaml.CSafeLoader)
    )


@cache
def kustomizations(tree: ClusterTree) -> dict[str, JsonObject]:
    """The kustomization.yaml files by their folders; the root's folder is empty."""
    return {
        path.rpartition("/")[0]: yaml.load(text, yaml.CSafeLoader)
        for path, text in files_below(tree.root).items()
        if path.rpartition("/")[2] == KUSTOMIZATION
    }


def links(tree: ClusterTree) -> tuple[Rendered, ...]:
    """The Flux Kustomizations of the chain."""
    return tuple(one for one in objects(tree) if one.group == "kustomize.toolkit.fluxcd.io")


@cache
def authored(tree: ClusterTree) -> tuple[JsonObject, ...]:
    """The documents of the catalog that the tree was written from."""
    files = files_below(tree.catalog).items()
    documents, _ = parse({f"{CATALOG}/{path}": text for path, text in files if path.endswith(".yaml")})
    return tuple(one.value for one in documents)


@cache
def cluster_spec(tree: ClusterTree) -> JsonObject:
    """What the author says about the cluster that the tree is for."""
    name = links(tree)[0].body["metadata"]["labels"]["cluster.vitistack.io/cluster-name"]
    clusters = (one for one in authored(tree) if one["kind"] == "Cluster")
    found: JsonObject = next(one["spec"] for one in clusters if one["metadata"]["name"] == name)
    return found


def _trees_below(repository: Path, catalog: Path, below: str) -> Iterator[ClusterTree]:
    for path in sorted((repository / below).rglob("flux")):
        folder = path.parent
        if (folder / KUSTOMIZATION).is_file():
            yield ClusterTree(repository, catalog, folder.relative_to(repository).as_posix())
