"""Is what a build would change told exactly, and nothing that is not ours among it?"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.output.disk import build, ours, planned, put, standing
from vmgen.output.ownership import TEMPORARY_PREFIX
from vmgen.output.plan import Plan, plan

ROOT_LIST = "clusters/homelab/kustomization.yaml"
WEB = "clusters/homelab/machines/web/machine-web.yaml"
DB = "clusters/homelab/machines/db/machine-db.yaml"
FILES = {ROOT_LIST: ours("resources: []\n"), WEB: ours("kind: A\n"), DB: ours("kind: B\n")}
NOTHING = Plan((), (), (), (), (), (), FILES)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    put(tmp_path, FILES)
    return tmp_path


def test_all_files_are_new_where_nothing_stands(tmp_path: Path) -> None:
    expected = Plan((ROOT_LIST, DB, WEB), (), (), (), (), (), FILES)
    assert planned(FILES, tmp_path / "nowhere") == planned(FILES, tmp_path) == expected


def test_a_fresh_tree_needs_nothing(tree: Path) -> None:
    assert planned(FILES, tree) == NOTHING
    assert NOTHING.is_empty


def test_a_plan_names_what_is_new_changed_and_stale(tree: Path) -> None:
    files = {ROOT_LIST: ours("changed\n"), WEB: FILES[WEB], "clusters/homelab/new.yaml": ours()}
    changes = planned(files, tree)
    assert changes == Plan(
        create=("clusters/homelab/new.yaml",),
        update=(ROOT_LIST,),
        delete=(DB,),
        foreign=(),
        beside=(),
        leftover=(),
        texts=files,
    )
    assert not changes.is_empty


@pytest.mark.parametrize("files", [{**FILES, "clusters/new.yaml": ours()}, {**FILES, WEB: ours()}, {WEB: FILES[WEB]}])
def test_a_plan_of_one_kind_of_change_is_not_empty(tree: Path, files: dict[str, str]) -> None:
    assert not planned(files, tree).is_empty


def test_a_plan_changes_nothing_on_the_disk(tree: Path) -> None:
    planned({WEB: ours("changed\n"), "clusters/homelab/new/file.yaml": ours()}, tree)
    assert standing(tree) == FILES


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(FILES[WEB].replace("\n", "\r\n").encode(), id="checked out on Windows"),
        pytest.param(b"\xef\xbb\xbf" + FILES[WEB].encode(), id="with a byte order mark"),
        pytest.param(FILES[WEB].encode() + b"\n", id="longer"),
        pytest.param(FILES[WEB].encode()[:-1], id="shorter"),
        pytest.param(FILES[WEB].replace("A", "B").encode(), id="as long"),
    ],
)
def test_a_file_of_ours_that_differs_by_a_byte_is_updated(tree: Path, content: bytes) -> None:
    (tree / WEB).write_bytes(content)
    assert planned(FILES, tree).update == (WEB,)


@pytest.mark.parametrize("content", [b"", b"kind: A\n", b"\xff\xfe#\0", FILES[WEB].encode("utf-16")])
def test_a_file_without_our_header_in_our_place_is_foreign(tree: Path, content: bytes) -> None:
    (tree / WEB).write_bytes(content)
    changes = planned(FILES, tree)
    assert (changes.foreign, changes.beside, changes.is_empty) == ((WEB,), (), True)


def test_a_folder_in_the_place_of_a_file_is_foreign(tmp_path: Path) -> None:
    (tmp_path / WEB).mkdir(parents=True)
    assert planned(FILES, tmp_path).foreign == (WEB,)


@pytest.mark.parametrize("folder", ["clusters", "clusters/homelab", "clusters/homelab/machines/web"])
@pytest.mark.parametrize("text", [ours(), "not ours\n"])
def test_a_file_in_the_place_of_a_folder_is_foreign(tmp_path: Path, folder: str, text: str) -> None:
    put(tmp_path, {folder: text})
    changes = planned({WEB: ours()}, tmp_path)
    assert (changes.foreign, changes.create, changes.delete) == ((folder,), (), ())


@pytest.mark.parametrize("link", ["clusters", "clusters/homelab", "clusters/homelab/machines/web", WEB])
def test_a_link_on_the_way_to_a_file_is_foreign_and_never_followed(tree: Path, link: str) -> None:
    (tree / link).rename(tree / "elsewhere")
    (tree / link).symlink_to(tree / "elsewhere")
    changes = planned({WEB: FILES[WEB]}, tree)
    assert changes.foreign == (link,)
    assert (changes.create, changes.update, changes.beside) == ((), (), ())
    assert WEB not in changes.delete


@pytest.mark.parametrize("link", ["clusters", "clusters/homelab", "clusters/homelab/machines/web", WEB])
def test_a_link_to_nowhere_is_foreign(tmp_path: Path, link: str) -> None:
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to("nowhere")
    assert planned({WEB: ours()}, tmp_path).foreign == (link,)


def test_nothing_behind_a_link_is_stale(tree: Path) -> None:
    (tree / "clusters/homelab/machines").rename(tree / "elsewhere")
    (tree / "clusters/homelab/machines").symlink_to(tree / "elsewhere")
    changes = planned({ROOT_LIST: FILES[ROOT_LIST]}, tree)
    assert (changes.delete, changes.beside) == ((), ("clusters/homelab/machines",))


def test_a_scope_behind_a_link_is_left_alone(tree: Path) -> None:
    (tree / "clusters").rename(tree / "elsewhere")
    (tree / "clusters").symlink_to(tree / "elsewhere")
    assert planned({}, tree) == replace(NOTHING, texts={})


def test_the_root_may_be_a_link(tree: Path) -> None:
    (tree / "checkout").symlink_to(tree)
    assert planned(FILES, tree / "checkout") == NOTHING


def test_only_what_is_below_a_scope_is_stale(tree: Path) -> None:
    other = {"clusters/prod/kustomization.yaml": ours(), "clusters/homelab-2/a.yaml": ours(), "clusters/b.yaml": ours()}
    put(tree, other)
    assert planned(FILES, tree) == NOTHING
    assert plan(FILES, root=tree, scopes=["clusters", "clusters/homelab"]).delete == tuple(sorted(other))


def test_files_outside_the_scopes_are_compared_too(tree: Path) -> None:
    put(tree, {"clusters/prod/a.yaml": ours("a\n"), "clusters/prod/b.yaml": "not ours\n"})
    files = {**FILES, "clusters/prod/a.yaml": ours("b\n"), "clusters/prod/b.yaml": ours(), "c.yaml": ours()}
    changes = planned(files, tree)
    assert (changes.create, changes.update, changes.foreign) == (
        ("c.yaml",),
        ("clusters/prod/a.yaml",),
        ("clusters/prod/b.yaml",),
    )


def test_what_is_not_ours_is_told_unless_it_is_hidden(tree: Path) -> None:
    put(
        tree,
        {
            "clusters/homelab/flux-system/gotk-sync.yaml": "kind: GitRepository\n",
            "clusters/homelab/machines/web/README.md": "",
            "clusters/homelab/.sops.yaml": ours(),
            "clusters/homelab/.cache/a.yaml": ours(),
        },
    )
    (tree / "clusters/homelab/link.yaml").symlink_to(tree / WEB)
    assert planned(FILES, tree) == replace(
        NOTHING,
        beside=(
            "clusters/homelab/flux-system/gotk-sync.yaml",
            "clusters/homelab/link.yaml",
            "clusters/homelab/machines/web/README.md",
        ),
    )


def test_temporary_files_are_left_over_and_make_no_tree_stale(tree: Path) -> None:
    left = f"clusters/homelab/machines/web/{TEMPORARY_PREFIX}17"
    put(tree, {left: "ki", f"{TEMPORARY_PREFIX}18": "ki", f"clusters/homelab/{TEMPORARY_PREFIX}folder/a.yaml": ours()})
    changes = planned(FILES, tree)
    assert (changes.leftover, changes.beside, changes.delete, changes.is_empty) == ((left,), (), (), True)


def test_a_pipe_is_not_waited_for(tree: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    (tree / WEB).unlink()
    os.mkfifo(tree / WEB)
    os.mkfifo(tree / "clusters/homelab/pipe")
    changes = planned(FILES, tree)
    assert (changes.foreign, changes.beside) == ((WEB,), ("clusters/homelab/pipe",))


@pytest.fixture
def somebody(tmp_path: Path) -> Iterator[Path]:
    """A folder, with the rights of somebody who may not read everything."""
    if not hasattr(os, "geteuid"):
        pytest.skip("rights are something else on this system")
    if os.geteuid():
        yield tmp_path
        return
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


def test_what_nobody_may_read_is_foreign_or_beside(somebody: Path) -> None:
    machines = "clusters/homelab/machines"
    put(somebody, {**FILES, f"{machines}/other.yaml": ours(), f"{machines}/secret/deep/a.yaml": ours()})
    for path in (WEB, f"{machines}/other.yaml", f"{machines}/secret", f"{machines}/db"):
        (somebody / path).chmod(0)
    try:
        changes = planned({**FILES, f"{machines}/secret/deep/b.yaml": ours()}, somebody)
    finally:
        (somebody / machines / "secret").chmod(0o700)
        (somebody / machines / "db").chmod(0o700)

    assert changes.foreign == (DB, f"{machines}/secret/deep", WEB)
    assert changes.beside == (f"{machines}/db", f"{machines}/other.yaml", f"{machines}/secret")


def test_a_folder_that_nobody_may_write_to_keeps_its_files(somebody: Path) -> None:
    put(somebody, FILES)
    folder = (somebody / WEB).parent
    folder.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            build({**FILES, WEB: ours("changed\n")}, somebody)
    finally:
        folder.chmod(0o700)

    assert standing(somebody) == FILES


def test_a_build_plans_nothing_more(tmp_path: Path) -> None:
    build(FILES, tmp_path)
    assert planned(FILES, tmp_path) == NOTHING
