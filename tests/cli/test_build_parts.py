"""What `vmgen build` and `vmgen check` do with one cluster of several, with another repository, with a stopwatch."""

from pathlib import Path

import pytest

from tests.cli.run import repository, run
from tests.trees import FOLDER, files_below

EXPECTED = files_below(FOLDER / "two-clusters" / "expected")
HOME = {path: text for path, text in EXPECTED.items() if path.startswith("clusters/home/")}
PASSES = [
    "read",
    "parse",
    "merge",
    "decode",
    "link",
    "check",
    "lower, judge, place",
    "report",
    "plan",
    "commit",
    "total",
]


def test_one_cluster_is_built_and_the_others_stay_as_they_are(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    assert run("-C", root, "build", "--cluster", "home").out == f"{len(HOME)} files written, 0 unchanged\n"
    assert _tree(root) == HOME

    run("-C", root, "build")
    stale = root / "clusters" / "office" / "kustomization.yaml"
    stale.write_text("# Written by vmgen from an old catalog.\n", encoding="utf-8")
    assert run("-C", root, "build", "--cluster", "home", "--check").exit_code == 0
    assert run("-C", root, "build", "--cluster", "home").out == f"0 files written, {len(HOME)} unchanged\n"
    assert stale.read_text(encoding="utf-8").endswith("an old catalog.\n")


def test_a_mistake_on_another_cluster_does_not_stop_this_one(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    office = root / "catalog" / "machines" / "office.yaml"
    office.write_text(office.read_text(encoding="utf-8").replace("template: ", "tmplate: ", 1), encoding="utf-8")

    assert run("-C", root, "build").exit_code == 1
    assert run("-C", root, "check", "--cluster", "office").exit_code == 1
    assert run("-C", root, "check", "--cluster", "home").exit_code == 0
    assert run("-C", root, "build", "--cluster", "home").exit_code == 0


def test_a_mistake_that_may_be_about_any_cluster_stops_each(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    (root / "catalog" / "broken.yaml").write_text("]", encoding="utf-8")
    assert run("-C", root, "build", "--cluster", "home").exit_code == 1


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_cluster_that_is_not_there_is_a_mistake_in_usage(command: str, tmp_path: Path) -> None:
    ran = run("-C", repository("two-clusters", tmp_path), command, "--cluster", "hom")
    assert (ran.exit_code, ran.out) == (2, "")
    assert "no Cluster `hom` in the catalog; did you mean `home`?" in ran.err
    assert not (tmp_path / "clusters").exists()


def test_a_cluster_that_is_broken_is_no_mistake_in_usage(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    clusters = root / "catalog" / "clusters.yaml"
    clusters.write_text(clusters.read_text(encoding="utf-8").replace("nodes:", "noods:", 1), encoding="utf-8")
    ran = run("-C", root, "build", "--cluster", "home")
    assert ran.exit_code == 1
    assert "unknown key `noods`" in ran.err


def test_the_tree_can_go_to_another_repository(tmp_path: Path) -> None:
    root, other = repository("two-clusters", tmp_path / "fleet"), tmp_path / "deployed"
    assert run("-C", root, "build", "--output", other).out == f"{len(EXPECTED)} files written, 0 unchanged\n"
    assert files_below(other) == EXPECTED
    assert not (root / "clusters").exists()
    assert run("-C", root, "build", "--output", other, "--check").exit_code == 0
    assert run("-C", root, "build", "--check").exit_code == 1


def test_the_guards_look_at_the_other_repository(tmp_path: Path) -> None:
    root, other = repository("two-clusters", tmp_path / "fleet"), tmp_path / "deployed"
    run("-C", root, "build", "--output", other)
    foreign = other / "clusters" / "home" / "kustomization.yaml"
    foreign.write_text("# Mine.\n", encoding="utf-8")
    assert "is not written by vmgen" in run("-C", root, "build", "--output", other).err
    assert foreign.read_text(encoding="utf-8") == "# Mine.\n"


@pytest.mark.parametrize("folder", ["catalog", "catalog/deployed"])
def test_nothing_is_written_into_the_catalog(folder: str, tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    ran = run("-C", root, "build", "--output", root / folder)
    assert ran.exit_code == 2
    assert "lies in the catalog" in ran.err


def test_timings_are_talk(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    built = run("-C", root, "build", "--timings")
    assert built.out == f"{len(EXPECTED)} files written, 0 unchanged\n"
    assert [line[:19].rstrip() for line in built.err.splitlines()] == PASSES
    assert all(line.endswith(" ms") for line in built.err.splitlines())


def _tree(root: Path) -> dict[str, str]:
    return {f"clusters/{path}": text for path, text in files_below(root / "clusters").items()}
