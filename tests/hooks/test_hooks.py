"""Do the hooks do what somebody who commits expects? Run by pre-commit and Git themselves, in repositories of a test.

Three of them run with every `make test`, the others with `make conformance`: a commit takes a second.
"""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.hooks.repositories import LOCAL, Repository, repository
from tests.support import ROOT

WEB = "catalog/web.yaml"
OUTPUT = "clusters/home/machines/web/machine-web.yaml"
SHOP = """apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: shop, namespace: web}
spec: {template: small, image: debian-13}
"""


@pytest.fixture(name="mine")
def _mine(tmp_path: Path) -> Repository:
    return repository(tmp_path)


def test_what_the_tests_run_are_the_hooks_that_users_get() -> None:
    published = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (local,) = yaml.safe_load(LOCAL)["repos"]
    keys = ("id", "name", "entry", "always_run", "pass_filenames")
    assert [[hook[key] for key in keys] for hook in local["hooks"]] == [
        [hook[key] for key in keys] for hook in published
    ]


@pytest.mark.conformance
def test_a_commit_with_its_output_is_made(mine: Repository) -> None:
    _grow(mine)
    assert mine.vmgen("build").returncode == 0
    mine.git("add", ".")
    assert mine.commit()[0]


def test_a_forgotten_build_is_made_up_for_and_the_second_commit_passes(mine: Repository) -> None:
    _grow(mine)
    made, told = mine.commit("--all")
    assert not made
    assert f"not staged: {OUTPUT}\nrun `git add clusters`, and commit again" in told

    mine.git("add", "clusters")
    assert mine.commit("--all")[0]
    assert "guest: 8Gi" in mine.committed(OUTPUT)


@pytest.mark.conformance
def test_a_new_file_that_nobody_staged_is_told(mine: Repository) -> None:
    mine.write("catalog/shop.yaml", SHOP)
    assert mine.vmgen("build").returncode == 0
    mine.git("add", "catalog", "clusters/home/machines/web/kustomization.yaml")
    made, told = mine.commit()
    assert not made
    assert "not staged: clusters/home/machines/web/machine-shop.yaml\n" in told

    mine.git("add", "clusters")
    assert mine.commit()[0]


@pytest.mark.conformance
def test_an_error_in_the_catalog_stops_the_commit_and_changes_nothing(mine: Repository) -> None:
    mine.write(WEB, mine.text(WEB).replace("debian-13", "debian-31"))
    made, told = mine.commit("--all")
    assert not made
    assert "error[VM204]" in told
    assert mine.git("status", "--porcelain") == f" M {WEB}\n"


@pytest.mark.conformance
def test_an_edit_by_hand_of_what_is_written_is_undone(mine: Repository) -> None:
    mine.write(OUTPUT, mine.text(OUTPUT).replace("2Gi", "3Gi"))
    made, _ = mine.commit("--all")
    assert not made
    assert "3Gi" not in mine.text(OUTPUT)


def test_what_is_committed_is_built_from_what_is_staged(mine: Repository) -> None:
    mine.write("catalog/shop.yaml", SHOP)
    assert mine.vmgen("build").returncode == 0
    mine.git("add", ".")
    assert mine.commit()[0]
    _grow(mine)  # stays unstaged
    mine.write("catalog/shop.yaml", SHOP.replace("small", "medium"))
    mine.git("add", "catalog/shop.yaml")

    assert not mine.commit()[0]
    mine.git("add", "clusters")
    assert mine.commit()[0]
    assert "guest: 4Gi" in mine.committed("clusters/home/machines/web/machine-shop.yaml")
    assert "guest: 2Gi" in mine.committed(OUTPUT)
    assert "8Gi" in mine.text(WEB)
    assert mine.git("status", "--porcelain") == f" M {WEB}\n"


@pytest.mark.conformance
def test_a_catalog_file_that_git_does_not_know_is_not_built_behind_its_back(mine: Repository) -> None:
    mine.write("catalog/shop.yaml", SHOP)
    mine.write("notes.txt", "unrelated\n")
    mine.git("add", "notes.txt")
    made, told = mine.commit()
    assert not made
    assert "not staged: catalog/shop.yaml\n" in told
    assert "run `git add catalog clusters`, and commit again" in told


def test_a_commit_that_only_takes_a_machine_away_is_built(mine: Repository) -> None:
    mine.write("catalog/shop.yaml", SHOP)
    assert mine.vmgen("build").returncode == 0
    mine.git("add", ".")
    assert mine.commit()[0]

    mine.git("rm", "--quiet", "catalog/shop.yaml")
    made, told = mine.commit()
    assert not made
    assert "not staged: clusters/home/machines/web/machine-shop.yaml\n" in told
    mine.git("add", "clusters")
    assert mine.commit()[0]
    assert "machine-shop" not in mine.git("ls-files")


@pytest.mark.conformance
def test_a_conflict_in_what_is_written_is_resolved_by_a_build(mine: Repository) -> None:
    mine.git("switch", "--quiet", "--create", "shop")
    mine.write("catalog/shop.yaml", SHOP)
    assert mine.vmgen("build").returncode == 0
    mine.git("add", ".")
    assert mine.commit()[0]
    mine.git("switch", "--quiet", "main")
    mine.write("catalog/blog.yaml", SHOP.replace("shop", "zoo"))
    assert mine.vmgen("build").returncode == 0
    mine.git("add", ".")
    assert mine.commit()[0]

    assert "CONFLICT" in mine.run("merge", "shop").stdout
    assert mine.vmgen("build").returncode == 0
    mine.git("add", ".")
    assert mine.commit()[0]
    listed = yaml.safe_load(mine.committed("clusters/home/machines/web/kustomization.yaml"))["resources"]
    assert listed == ["namespace.yaml", "machine-shop.yaml", "machine-web.yaml", "machine-zoo.yaml"]


@pytest.mark.conformance
def test_a_conflict_in_the_catalog_is_an_error_at_its_line(mine: Repository) -> None:
    mine.write(WEB, f"<<<<<<< HEAD\n{mine.text(WEB)}=======\n>>>>>>> shop\n")
    made, told = mine.commit("--all")
    assert not made
    assert "a merge conflict that nobody resolved" in told
    assert f"--> {WEB}:1:1" in told


@pytest.mark.conformance
def test_a_merge_without_conflicts_is_checked_too(mine: Repository) -> None:
    mine.git("switch", "--quiet", "--create", "shop")
    mine.write("catalog/shop.yaml", SHOP.replace("small", "bulky"))
    mine.git("add", ".")
    assert mine.commit("--no-verify")[0]
    mine.git("switch", "--quiet", "main")
    _grow(mine)
    assert mine.vmgen("build").returncode == 0
    mine.git("add", ".")
    assert mine.commit()[0]

    assert "error[VM201]" in mine.run("merge", "--no-edit", "shop").stdout


@pytest.mark.conformance
def test_a_catalog_below_the_top_of_the_repository_is_fine(tmp_path: Path) -> None:
    whole = repository(
        tmp_path,
        LOCAL.replace("vmgen build", "vmgen -C fleet build").replace("vmgen check", "vmgen -C fleet check"),
        below="fleet",
    )
    whole.write("fleet/catalog/shop.yaml", SHOP)
    whole.git("add", ".")
    made, told = whole.commit("--all")
    assert not made
    assert "not staged: clusters/home/machines/web/machine-shop.yaml\n" in told
    whole.git("add", ".")
    assert whole.commit("--all")[0]


def test_staged_is_about_git(tmp_path: Path) -> None:
    mine = Repository(tmp_path)
    mine.write("catalog/web.yaml", SHOP)
    assert mine.vmgen("build", "--staged", "--output", "x").returncode == 2


def _grow(mine: Repository) -> None:
    mine.write(WEB, mine.text(WEB).replace("spec:\n", "spec:\n  resources: {memory: {size: 8Gi}}\n"))


@pytest.mark.conformance
def test_pre_commit_installs_the_hooks_from_a_clone_of_this_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", "--no-local", ROOT, tmp_path / "vmgen"], check=True)
    rev = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    config = {
        "repos": [
            {"repo": str(tmp_path / "vmgen"), "rev": rev, "hooks": [{"id": "vmgen-build"}, {"id": "vmgen-check"}]}
        ]
    }
    mine = repository(tmp_path / "mine", yaml.safe_dump(config))
    _grow(mine)
    made, told = mine.commit("--all")
    if "An unexpected error has occurred" in told:
        pytest.skip("pre-commit cannot install vmgen here: there is no package index")
    assert not made
    assert f"not staged: {OUTPUT}\n" in told

    mine.git("add", "clusters")
    made, told = mine.commit("--all")
    assert made
    assert re.findall(r"^(vmgen \w+)\.+Passed$", told, re.MULTILINE) == ["vmgen build", "vmgen check"]
