"""Is every file the old or the new one, whenever a build stops, and does the next build complete it?"""

import stat
from pathlib import Path

import pytest

from tests.output.disk import build, folders, ours, planned, put, standing
from vmgen.output.commit import Step, carry_out, commit, steps
from vmgen.output.ownership import TEMPORARY_PREFIX

HOMELAB = "clusters/homelab"
OLD = {
    f"{HOMELAB}/kustomization.yaml": ours("- web\n- db\n"),
    f"{HOMELAB}/flux/machines-db.yaml": ours("db\n"),
    f"{HOMELAB}/flux/machines-web.yaml": ours("web\n"),
    f"{HOMELAB}/machines/db/kustomization.yaml": ours("- db\n"),
    f"{HOMELAB}/machines/db/machine-db.yaml": ours("db\n"),
    f"{HOMELAB}/machines/web/kustomization.yaml": ours("- a\n- b\n"),
    f"{HOMELAB}/machines/web/machine-a.yaml": ours("a\n"),
    f"{HOMELAB}/machines/web/machine-b.yaml": ours("b\n"),
}
NEW = {
    f"{HOMELAB}/kustomization.yaml": ours("- web\n- ci\n"),
    f"{HOMELAB}/flux/machines-ci.yaml": ours("ci\n"),
    f"{HOMELAB}/flux/machines-web.yaml": ours("web\n"),
    f"{HOMELAB}/machines/ci/kustomization.yaml": ours("- ci\n"),
    f"{HOMELAB}/machines/ci/machine-ci.yaml": ours("ci\n"),
    f"{HOMELAB}/machines/web/kustomization.yaml": ours("- b\n- c\n"),
    f"{HOMELAB}/machines/web/machine-b.yaml": ours("changed\n"),
    f"{HOMELAB}/machines/web/machine-c.yaml": ours("c\n"),
}
LEFT = f"{HOMELAB}/machines/db/{TEMPORARY_PREFIX}17"
ORDER = (
    LEFT,
    f"{HOMELAB}/flux/machines-ci.yaml",
    f"{HOMELAB}/machines/ci/machine-ci.yaml",
    f"{HOMELAB}/machines/web/machine-b.yaml",
    f"{HOMELAB}/machines/web/machine-c.yaml",
    f"{HOMELAB}/machines/ci/kustomization.yaml",
    f"{HOMELAB}/machines/web/kustomization.yaml",
    f"{HOMELAB}/kustomization.yaml",
    f"{HOMELAB}/machines/db/kustomization.yaml",
    f"{HOMELAB}/machines/web/machine-a.yaml",
    f"{HOMELAB}/machines/db/machine-db.yaml",
    f"{HOMELAB}/flux/machines-db.yaml",
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    put(tmp_path, {**OLD, LEFT: "# Writ"})
    return tmp_path


def test_a_list_is_written_behind_what_it_lists_and_deleted_before(tree: Path) -> None:
    assert tuple(step.path for step in steps(planned(NEW, tree))) == ORDER


def test_a_build_writes_what_was_planned_and_nothing_else(tree: Path) -> None:
    build(NEW, tree)
    assert standing(tree) == NEW
    assert planned(NEW, tree).is_empty


def test_a_file_that_did_not_change_is_not_touched(tree: Path) -> None:
    file = tree / HOMELAB / "flux/machines-web.yaml"
    before = file.stat()
    build(NEW, tree)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("done", range(len(ORDER) + 1))
def test_a_build_aborted_after_any_step_is_completed_by_the_next(tree: Path, done: int) -> None:
    for step in list(steps(planned(NEW, tree)))[:done]:
        carry_out(step, root=tree)

    found = standing(tree)
    torn = {path: text for path, text in found.items() if text not in (OLD.get(path), NEW.get(path)) and path != LEFT}
    assert torn == {}
    assert OLD.keys() & NEW.keys() <= found.keys()

    build(NEW, tree)
    assert standing(tree) == NEW


def test_folders_that_become_empty_go_and_others_stay(tree: Path) -> None:
    put(tree, {"clusters/prod/a.yaml": ours(), f"{HOMELAB}/machines/web/notes/.keep": ""})
    (tree / HOMELAB / "empty").mkdir()
    build({}, tree)
    assert standing(tree) == {"clusters/prod/a.yaml": ours(), f"{HOMELAB}/machines/web/notes/.keep": ""}
    assert folders(tree) == [
        "clusters",
        "clusters/homelab",
        "clusters/homelab/empty",
        "clusters/homelab/machines",
        "clusters/homelab/machines/web",
        "clusters/homelab/machines/web/notes",
        "clusters/prod",
    ]


def test_the_root_stays_when_all_goes(tree: Path) -> None:
    build({}, tree)
    assert folders(tree) == []
    assert tree.is_dir()


@pytest.mark.parametrize("files", [NEW, OLD, {}])
def test_files_that_are_not_ours_are_never_touched(tree: Path, files: dict[str, str]) -> None:
    theirs = {
        f"{HOMELAB}/flux-system/kustomization.yaml": "resources: []\n",
        f"{HOMELAB}/machines/web/machine-d.yaml": f"\n{ours()}",
        f"{HOMELAB}/.vmgen-tmp": "ki",
        f"{HOMELAB}/.hidden/machine-a.yaml": ours(),
        f"{TEMPORARY_PREFIX}17": "ki",
        "catalog/machines/web.yaml": ours(),
    }
    put(tree, theirs)
    build(files, tree)
    assert standing(tree) == {**files, **theirs}


def test_what_a_link_points_to_is_never_touched(tree: Path) -> None:
    put(tree, {"elsewhere/a.yaml": ours()})
    (tree / HOMELAB / "linked").symlink_to(tree / "elsewhere")
    (tree / HOMELAB / "linked.yaml").symlink_to(tree / "elsewhere/a.yaml")
    build({}, tree)
    assert standing(tree) == {"elsewhere/a.yaml": ours()}


def test_a_plan_with_something_foreign_is_refused_before_anything_is_written(tree: Path) -> None:
    foreign = f"{HOMELAB}/machines/web/machine-c.yaml"
    put(tree, {foreign: "kind: Secret\n"})
    with pytest.raises(ValueError, match=foreign):
        commit(planned(NEW, tree), root=tree)
    assert standing(tree) == {**OLD, LEFT: "# Writ", foreign: "kind: Secret\n"}


def test_files_get_the_rights_and_the_bytes_that_git_gives_them(tmp_path: Path) -> None:
    text = ours("name: Zürich\n")
    build({f"{HOMELAB}/a.yaml": text}, tmp_path)
    put(tmp_path, {"plain": ""})
    written = tmp_path / HOMELAB / "a.yaml"
    assert written.read_bytes() == text.encode()
    assert stat.S_IMODE(written.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_disk_that_takes_no_more_keeps_the_old_file(tree: Path) -> None:
    resource = pytest.importorskip("resource", reason="this system has no limit on the size of files")
    path = f"{HOMELAB}/machines/web/machine-b.yaml"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            carry_out(Step(path, ours("x" * 20_000)), root=tree)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert standing(tree) == {**OLD, LEFT: "# Writ"}


def test_a_folder_that_appears_in_the_place_of_a_file_stays(tree: Path) -> None:
    path = f"{HOMELAB}/machines/web/machine-c.yaml"
    changes = planned(NEW, tree)
    put(tree, {f"{path}/a": "not ours\n"})
    with pytest.raises(OSError, match="irectory"):
        commit(changes, root=tree)
    assert standing(tree)[f"{path}/a"] == "not ours\n"
    assert [name for name in standing(tree) if TEMPORARY_PREFIX in name] == []


def test_what_another_build_deleted_already_is_no_fault(tree: Path) -> None:
    changes = planned(NEW, tree)
    build(NEW, tree)
    commit(changes, root=tree)
    assert standing(tree) == NEW
