"""What `vmgen build` says, writes, and leaves alone."""

from pathlib import Path

import pytest

from tests.cli.run import fleet, remove_machines, repository, run
from tests.trees import FOLDER, files_below

BROKEN = "first-mistakes/misspelt-key"
EXPECTED = files_below(FOLDER / "two-clusters" / "expected")


def test_first_build_writes_everything(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    built = run("-C", root, "build")

    assert (built.exit_code, built.out) == (0, f"{len(EXPECTED)} files written, 0 unchanged\n")
    assert {f"clusters/{path}": text for path, text in files_below(root / "clusters").items()} == EXPECTED


def test_second_build_writes_nothing(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    run("-C", root, "build")
    assert run("-C", root, "build").out == f"0 files written, {len(EXPECTED)} unchanged\n"


def test_build_counts_what_it_deletes(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    run("-C", root, "build")
    office = root / "catalog" / "machines" / "office.yaml"
    office.write_text(office.read_text(encoding="utf-8").partition("\n---\n")[0] + "\n", encoding="utf-8")

    assert run("-C", root, "build", "--allow", "delete").out.endswith(" 4 deleted\n")


def test_build_repairs_what_somebody_edited(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    run("-C", root, "build")
    edited = root / "clusters" / "home" / "kustomization.yaml"
    edited.write_text(edited.read_text(encoding="utf-8") + "namePrefix: lab-\n", encoding="utf-8")

    assert run("-C", root, "build").out.startswith("1 file written")
    assert edited.read_bytes().decode() == EXPECTED["clusters/home/kustomization.yaml"]


def test_nothing_is_written_while_there_are_errors(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    run("-C", root, "build")
    before = files_below(root / "clusters")
    (root / "catalog" / "broken.yaml").write_text("kind: Machine\n", encoding="utf-8")
    (root / "catalog" / "machines" / "home.yaml").unlink()

    assert run("-C", root, "build", "--allow", "delete").exit_code == 1
    assert files_below(root / "clusters") == before


def test_errors_are_told_on_stderr_and_end_with_1(tmp_path: Path) -> None:
    built = run("-C", repository(BROKEN, tmp_path), "build")
    assert (built.exit_code, built.out) == (1, "")
    assert built.err == (FOLDER / BROKEN / "diagnostics.txt").read_bytes().decode()
    assert not (tmp_path / "clusters").exists()


@pytest.mark.parametrize("format_", ["json", "github"])
def test_reports_for_programs_are_on_stdout(format_: str, tmp_path: Path) -> None:
    built = run("-C", repository(BROKEN, tmp_path), "build", "--format", format_)
    assert built.exit_code == 1
    assert len(built.out.splitlines()) == 5
    assert built.err == ""


def test_check_of_a_fresh_tree_ends_with_0(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    run("-C", root, "build")
    checked = run("-C", root, "build", "--check")
    assert (checked.exit_code, checked.out) == (0, f"up to date: {len(EXPECTED)} files\n")


def test_check_lists_what_is_missing_stale_and_left_over_and_writes_nothing(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    run("-C", root, "build")
    home = root / "clusters" / "home"
    (home / "flux" / "machines-web.yaml").unlink()
    (home / "kustomization.yaml").write_text("# Written by vmgen from an old catalog.\n", encoding="utf-8")
    (home / "old.yaml").write_text("# Written by vmgen from an old catalog.\n", encoding="utf-8")
    before = files_below(root / "clusters")

    checked = run("-C", root, "build", "--check")
    assert checked.exit_code == 1
    assert checked.out.splitlines() == [
        "missing: clusters/home/flux/machines-web.yaml",
        "stale: clusters/home/kustomization.yaml",
        "left over: clusters/home/old.yaml",
    ]
    assert "vmgen build" in checked.err
    assert files_below(root / "clusters") == before


def test_check_of_a_broken_catalog_tells_the_errors(tmp_path: Path) -> None:
    checked = run("-C", repository(BROKEN, tmp_path), "build", "--check")
    assert checked.exit_code == 1
    assert checked.err.endswith("5 errors\n")


def test_ten_machines_go_without_a_word(tmp_path: Path) -> None:
    root = fleet(tmp_path, machines=11)
    run("-C", root, "build")
    remove_machines(root, *(f"m-{number:02}" for number in range(10)))

    built = run("-C", root, "build")
    assert (built.exit_code, built.out.rpartition(", ")[2]) == (0, "10 deleted\n")


def test_eleven_machines_do_not_go_unless_it_is_meant(tmp_path: Path) -> None:
    root = fleet(tmp_path, machines=12)
    run("-C", root, "build")
    before = files_below(root / "clusters")
    remove_machines(root, *(f"m-{number:02}" for number in range(11)))

    refused = run("-C", root, "build")
    assert refused.exit_code == 1
    assert "the build would remove 11 machines: `m-00`, `m-01`, `m-02`, `m-03`, `m-04` and 6 more" in refused.err
    assert "--allow delete" in refused.err
    assert files_below(root / "clusters") == before

    allowed = run("-C", root, "build", "--allow", "delete")
    assert (allowed.exit_code, allowed.out.rpartition(", ")[2]) == (0, "11 deleted\n")


def test_a_namespace_does_not_go_unless_it_is_meant(tmp_path: Path) -> None:
    root = fleet(tmp_path, machines=1)
    run("-C", root, "build")
    remove_machines(root, "m-00")

    refused = run("-C", root, "build")
    assert refused.exit_code == 1
    assert "the build would remove the namespace `many` with all its machines: `m-00`" in refused.err
    assert (root / "clusters" / "pi" / "machines" / "many" / "namespace.yaml").exists()

    assert run("-C", root, "build", "--allow", "delete").exit_code == 0
    assert not (root / "clusters" / "pi" / "machines" / "many").exists()


def test_a_machine_that_moves_to_another_namespace_takes_the_old_one_only_if_it_is_meant(tmp_path: Path) -> None:
    root = fleet(tmp_path, machines=1)
    run("-C", root, "build")
    moved = root / "catalog" / "m-00.yaml"
    moved.write_text(moved.read_text(encoding="utf-8").replace("many", "few"), encoding="utf-8")

    assert run("-C", root, "build").exit_code == 1
    assert not (root / "clusters" / "pi" / "machines" / "few").exists()


def test_an_empty_catalog_does_not_empty_the_tree(tmp_path: Path) -> None:
    root = fleet(tmp_path, machines=1)
    run("-C", root, "build")
    before = files_below(root / "clusters")
    for file in (root / "catalog").iterdir():
        file.unlink()

    assert run("-C", root, "build").exit_code == 1
    assert files_below(root / "clusters") == before


def test_a_cluster_without_machines_does_not_go_unless_it_is_meant(tmp_path: Path) -> None:
    root = fleet(tmp_path, machines=0)
    cluster = (FOLDER / "one-architecture" / "catalog" / "pi.yaml").read_text(encoding="utf-8").partition("\n---\n")[0]
    (root / "catalog" / "pi.yaml").write_text(cluster, encoding="utf-8")
    run("-C", root, "build")
    (root / "catalog" / "pi.yaml").write_text("# moved\n", encoding="utf-8")

    assert run("-C", root, "build").exit_code == 1
    assert (root / "clusters" / "pi" / "kustomization.yaml").exists()
