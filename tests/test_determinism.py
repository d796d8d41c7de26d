"""Does the same catalog give the same bytes, wherever and however it is built, and does a build touch nothing else?"""

import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import compile_files
from tests.trees import FOLDER, Story, build, files_below, lay_out, stories, written_by_a_build
from vmgen.diagnostics import has_errors
from vmgen.output.commit import commit
from vmgen.pipeline import Scope, prepare

STORY = Story(FOLDER / "two-clusters")
SOURCES = {f"catalog/{path}": text for path, text in files_below(STORY.folder / "catalog").items()}
SEEDS = ("0", "1", "4711")


@pytest.mark.parametrize(
    "story", [story for story in stories() if story.expected.exists()], ids=lambda story: story.name
)
def test_building_twice_writes_nothing_the_second_time(story: Story, tmp_path: Path) -> None:
    build(lay_out(story, tmp_path))
    before = _times(tmp_path)

    second = build(tmp_path)
    assert second.plan.is_empty
    assert _times(tmp_path) == before


def test_written_bytes_are_the_compiled_texts(tmp_path: Path) -> None:
    root = lay_out(STORY, tmp_path)
    assert written_by_a_build(root) == compile_files(SOURCES).files


@pytest.mark.parametrize("seed", range(3))
def test_files_in_another_order_give_the_same_bytes(seed: int) -> None:
    shuffled = list(SOURCES.items())
    random.Random(seed).shuffle(shuffled)  # noqa: S311 # nothing is secret about an order
    assert compile_files(dict(shuffled)).files == compile_files(SOURCES).files


def test_documents_in_files_of_their_own_change_headers_only() -> None:
    documents = [document for text in _fleet().values() for document in text.split("\n---\n")]
    spread = {f"catalog/{index:03}.yaml": document for index, document in enumerate(reversed(documents))}

    assert _without_headers(compile_files(spread).files) == _without_headers(compile_files(_fleet()).files)


def test_hash_seed_locale_and_time_zone_change_nothing(tmp_path: Path) -> None:
    trees: list[dict[str, str]] = []
    for seed in SEEDS:
        root = lay_out(STORY, tmp_path / seed)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": f"UTC-{len(trees)}"}
        _run_build(root, cwd=root, environment=environment)
        trees.append(files_below(root / "clusters"))

    assert trees[0]
    assert all(tree == trees[0] for tree in trees)


def test_working_directory_changes_nothing(tmp_path: Path) -> None:
    inside, outside = lay_out(STORY, tmp_path / "inside"), lay_out(STORY, tmp_path / "outside")
    _run_build(Path(), cwd=inside / "catalog" / "machines", environment=os.environ)
    _run_build(outside, cwd=Path(tmp_path.anchor), environment=os.environ)

    assert (
        files_below(inside / "clusters")
        == files_below(outside / "clusters")
        == files_below(STORY.expected / "clusters")
    )


def test_line_breaks_of_windows_give_the_same_bytes(tmp_path: Path) -> None:
    for path, text in SOURCES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\r\n")

    assert written_by_a_build(tmp_path) == compile_files(SOURCES).files


def test_file_without_our_header_is_never_touched(tmp_path: Path) -> None:
    beside = {"clusters/home/README.md": "ours is what has the header\n", "clusters/home/.sops.yaml": "keys: []\n"}
    root = lay_out(STORY, tmp_path)
    _write(root, beside)

    build(root)
    assert {path: (root / path).read_text(encoding="utf-8") for path in beside} == beside


def test_file_of_somebody_else_where_ours_must_go_is_an_error_and_stays(tmp_path: Path) -> None:
    theirs = {"clusters/home/machines/web/machine-web.yaml": "# mine\n"}
    root = lay_out(STORY, tmp_path)
    _write(root, theirs)

    prepared = prepare(root)
    assert [one.problem.at.file for one in prepared.diagnostics if one.code.name == "foreign-file"] == list(theirs)
    assert has_errors(prepared.diagnostics)
    with pytest.raises(ValueError, match="not ours"):
        commit(prepared.plan, root=root)
    assert files_below(root / "clusters") == {"home/machines/web/machine-web.yaml": "# mine\n"}


def test_what_is_no_longer_in_the_catalog_goes_with_its_folder(tmp_path: Path) -> None:
    root = lay_out(STORY, tmp_path)
    build(root)
    (root / "catalog" / "machines" / "home.yaml").unlink()

    prepared = prepare(root, Scope(allow_deletion=True))
    commit(prepared.plan, root=root)
    assert not (root / "clusters" / "home" / "machines").exists()
    assert (root / "clusters" / "home" / "kustomization.yaml").exists()


def test_the_root_may_not_drop_what_flux_keeps_there(tmp_path: Path) -> None:
    root = lay_out(STORY, tmp_path)
    _write(root, {"clusters/home/flux-system/gotk-sync.yaml": "apiVersion: v1\n", "clusters/home/extra.yaml": "a: b\n"})

    prepared = prepare(root)
    told = [one.problem for one in prepared.diagnostics if one.code.name == "dropped-by-root"]
    assert [problem.message.partition(" ")[0] for problem in told] == [
        "`clusters/home/extra.yaml`",
        "`clusters/home/flux-system`",
    ]
    assert all("`flux.extraResources`" in problem.help for problem in told)


def test_the_root_lists_what_the_cluster_names(tmp_path: Path) -> None:
    root = lay_out(STORY, tmp_path)
    _write(
        root, {"clusters/home/flux-system/kustomization.yaml": "resources: []\n", "clusters/home/extra.yaml": "a: b\n"}
    )
    _name_extra_resources(root, "[flux-system/, ./extra.yaml]")

    written = written_by_a_build(root)
    assert "resources:\n- flux-system\n- extra.yaml\n- flux/" in written["clusters/home/kustomization.yaml"]


def test_the_root_may_not_list_what_is_not_there(tmp_path: Path) -> None:
    root = lay_out(STORY, tmp_path)
    _name_extra_resources(root, "[flux-system]")
    assert "extra-resource-not-found" in [one.code.name for one in prepare(root).diagnostics]


def _name_extra_resources(root: Path, resources: str) -> None:
    file = root / "catalog" / "clusters.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("spec:\n", f"spec:\n  flux: {{extraResources: {resources}}}\n", 1), encoding="utf-8")


def _fleet() -> dict[str, str]:
    """A catalog with several machines in one namespace."""
    machine = (
        "apiVersion: vitistack.io/v1alpha1\nkind: Machine\n"
        "metadata: {{name: {name}, namespace: apps, labels: {{cluster.vitistack.io/cluster-name: home}}}}\n"
        "spec: {{template: small, image: debian-13}}"
    )
    return {
        **SOURCES,
        "catalog/apps.yaml": "\n---\n".join(machine.format(name=name) for name in ("one", "two", "three")),
    }


def _without_headers(files: Mapping[str, str]) -> dict[str, str]:
    return {path: text.partition("\n")[2] for path, text in files.items()}


def _times(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in root.rglob("*")}


def _write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _run_build(root: Path, *, cwd: Path, environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "vmgen", "-C", str(root), "build"]
    subprocess.run(command, cwd=cwd, env=dict(environment), check=True, capture_output=True)
