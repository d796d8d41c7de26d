"""What shells offer, and that the scripts are ones that shells can read."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import repository, run

SHELLS = ("bash", "fish", "zsh")


@pytest.mark.parametrize("shell", SHELLS)
def test_script(shell: str) -> None:
    printed = run("completion", shell)
    assert (printed.exit_code, printed.err) == (0, "")
    assert f"_VMGEN_COMPLETE={shell}_complete" in printed.out


@pytest.mark.parametrize("shell", SHELLS)
def test_script_can_be_read(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(run("completion", shell).out, encoding="utf-8")
    assert subprocess.run([program, "-n", script], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("vmgen ", {"build", "list", "show", "why", "completion"}),
        ("vmgen bu", {"build"}),
        ("vmgen show ", {"database", "home/web/web", "office/web/web"}),
        ("vmgen show d", {"database"}),
        ("vmgen why office/", {"office/web/web", "office/data/database"}),
        ("vmgen build --cluster ", {"home", "office"}),
        ("vmgen build --cl", {"--cluster"}),
        ("vmgen list --format j", {"json"}),
        ("vmgen graph --format s", {"svg"}),
        ("vmgen graph --cluster ", {"home", "office"}),
        ("vmgen vendor --cluster ", {"home", "office"}),
        ("vmgen vendor --u", {"--update"}),
        ("vmgen explain VM30", {"VM301", "VM302"}),
        ("vmgen explain duplicate-", {"duplicate-mac", "duplicate-ip"}),
        ("vmgen explain Mac", {"Machine", "MachineTemplate"}),
        ("vmgen schema Cl", {"Cluster"}),
        ("vmgen new ", {"machine", "image", "network"}),
    ],
)
def test_offers(words: str, offered: set[str], tmp_path: Path) -> None:
    found = _offered(words, repository("two-clusters", tmp_path))
    assert offered <= set(found)
    assert len(found) == len(set(found))
    if not words.endswith(" "):
        assert [one for one in found if not one.startswith(words.rpartition(" ")[2])] == []


def test_the_repository_may_be_named(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path / "fleet")
    assert _offered(f"vmgen -C {root} show ", tmp_path) == ["web"]


@pytest.mark.parametrize("words", ["vmgen show ", "vmgen build --cluster "])
def test_without_a_catalog_nothing_is_offered_and_nothing_is_said(words: str, tmp_path: Path) -> None:
    assert _offered(words, tmp_path) == []


def _offered(words: str, folder: Path) -> list[str]:
    """As bash asks: by variables, with the number of the word that the cursor is at."""
    environment = {
        **os.environ,
        "_VMGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    command = [sys.executable, "-m", "vmgen"]
    ran = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    assert ran.stderr == ""
    return [line.partition(",")[2] for line in ran.stdout.splitlines() if line]
