"""What `vmgen diff` compares with, and how it ends."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.run import repository, run
from tests.trees import build


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose one commit has a catalog, and the tree that it comes to."""
    root = repository("one-machine", tmp_path)
    build(root)
    _git(root, "init", "--quiet", "--initial-branch", "main")
    _commit(root)
    return root


def test_a_fresh_tree_changes_nothing(root: Path) -> None:
    told = run("-C", root, "diff")
    assert (told.exit_code, told.out) == (0, "nothing changes in the cluster\n")


@pytest.mark.parametrize("is_built", [False, True])
def test_the_catalog_counts_whether_it_is_built_or_not(root: Path, *, is_built: bool) -> None:
    _edit(root, "template: small", "template: medium")
    if is_built:
        build(root)

    told = run("-C", root, "diff")

    assert told.exit_code == 0
    assert told.out.startswith("needs a restart: 1 machine; no data is lost\n")
    assert "resources.cpu.cores: 1 → 2" in told.out


def test_nothing_is_written(root: Path) -> None:
    _edit(root, "template: small", "template: medium")
    run("-C", root, "diff")
    assert _git(root, "status", "--porcelain").split() == ["M", "catalog/web.yaml"]


def test_another_revision_and_a_folder_can_be_what_is_applied(root: Path, tmp_path: Path) -> None:
    _edit(root, "template: small", "template: medium")
    build(root)
    _commit(root)
    before = tmp_path / "before"
    _git(root, "worktree", "add", "--quiet", str(before), "HEAD~1")

    assert run("-C", root, "diff").out == "nothing changes in the cluster\n"
    assert run("-C", root, "diff", "--against", "HEAD~1").out.startswith("needs a restart")
    assert run("-C", root, "diff", "--against", before) == run("-C", root, "diff", "--against", "HEAD~1")


def test_a_pull_request_is_compared_with_where_it_left_its_base(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    _git(root, "checkout", "--quiet", "-b", "change")
    _edit(root, "template: small", "template: medium")
    build(root)
    _commit(root)

    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert run("-C", root, "diff").out.startswith("needs a restart")


@pytest.mark.parametrize(("fail_on", "code"), [("restart", 1), ("remove", 0), ("refuse", 0), ("lose", 0)])
def test_it_fails_from_a_class_on(fail_on: str, code: int, root: Path) -> None:
    _edit(root, "template: small", "template: medium")
    assert run("-C", root, "diff", "--fail-on", fail_on).exit_code == code


def test_programs_get_a_line_for_each_entry(root: Path) -> None:
    _edit(root, "template: small", "template: medium")
    told = [json.loads(line) for line in run("-C", root, "diff", "--format", "json").out.splitlines()]
    assert [(one["subjects"], one["effect"]) for one in told] == [(["web/web"], "restart")]
    assert {change["effect"] for change in told[0]["changes"]} >= {"restart"}


def test_errors_of_the_catalog_come_first(root: Path) -> None:
    _edit(root, "template: small", "template: smal")
    told = run("-C", root, "diff")
    assert (told.exit_code, told.out) == (1, "")
    assert "no template `smal`" in told.err


@pytest.mark.parametrize("against", ["nowhere", "--upload-pack=x", "HEAD:catalog"])
def test_what_is_no_revision_is_a_mistake_in_usage(against: str, root: Path) -> None:
    told = run("-C", root, "diff", f"--against={against}")
    assert (told.exit_code, told.out) == (2, "")
    assert "there is nothing to compare with" in told.err


def test_outside_of_git_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    told = run("-C", repository("one-machine", tmp_path), "diff")
    assert told.exit_code == 2
    assert "not a git repository" in told.err


def _edit(root: Path, old: str, new: str) -> None:
    file = root / "catalog" / "web.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def _commit(root: Path) -> None:
    _git(root, "add", "--all")
    _git(root, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "All of it")


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8").stdout
