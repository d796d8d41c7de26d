"""What `vmgen init` writes into an empty folder, and that it builds without a word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import run
from tests.trees import files_below
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES
from vmgen.model.schema.documents import schema_texts

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE4Tqw0Lsd0uPzQnEMu+8FfRnJ3iiJUPyEy2EoZQzN2t you@example.org"
SCHEMA = "schemas/catalog/catalog.json"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without keys."""
    folder = tmp_path / "home"
    (folder / ".ssh").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "fleet"
    folder.mkdir()
    return folder


def test_first_catalog(root: Path, snapshot: SnapshotAssertion) -> None:
    written = run("-C", root, "init", "--ssh-key", KEY)
    assert written.exit_code == 0
    assert written.err == "next: vmgen build\n"
    files = files_below(root)
    assert written.out == "".join(f"wrote {path}\n" for path in sorted(files, key=written.out.index))
    assert files.pop(SCHEMA) == schema_texts()["catalog.json"]
    assert {path: _of_any_release(text) for path, text in files.items()} == snapshot


@pytest.mark.parametrize(
    "options", [(), ("--ssh-key", KEY), ("--architecture", "arm64", "--nodes", "3", "--name", "pi", "--machine", "dns")]
)
def test_it_builds_without_a_warning(options: tuple[str, ...], root: Path) -> None:
    run("-C", root, "init", *options)
    built = run("-C", root, "build")
    assert (built.exit_code, built.err) == (0, "")
    assert built.out == "13 files written, 0 unchanged\n"
    assert run("-C", root, "list", "--format", "names").out.count("\n") == 1


def test_a_machine_is_eight_lines_at_most(root: Path) -> None:
    run("-C", root, "init", "--ssh-key", KEY)
    assert len((root / "catalog" / "machines" / "web.yaml").read_text(encoding="utf-8").splitlines()) <= 8


def test_a_key_is_found_where_it_always_is(root: Path, home: Path) -> None:
    (home / ".ssh" / "id_ed25519.pub").write_text(f"{KEY}\n", encoding="utf-8")
    run("-C", root, "init")
    assert KEY in (root / "catalog" / "keys.yaml").read_text(encoding="utf-8")
    assert run("-C", root, "why", "web", "sshKeys").out.startswith('sshKeys  ["admin"]  catalog/cluster.yaml:')


def test_a_key_file_that_is_none_is_passed_over(root: Path, home: Path) -> None:
    (home / ".ssh" / "id_ed25519.pub").write_bytes(b"\xff")
    (home / ".ssh" / "id_ecdsa.pub").write_text("ssh-ed25519 AAAA", encoding="utf-8")
    (home / ".ssh" / "id_rsa.pub").write_text(f"{KEY}\n", encoding="utf-8")
    run("-C", root, "init")
    assert KEY in (root / "catalog" / "keys.yaml").read_text(encoding="utf-8")


def test_a_key_is_read_from_a_file(root: Path, tmp_path: Path) -> None:
    (tmp_path / "team.pub").write_text(f"{KEY}\n", encoding="utf-8")
    run("-C", root, "init", "--ssh-key", tmp_path / "team.pub")
    assert KEY in (root / "catalog" / "keys.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", ["-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n", "ssh-ed25519 AAAA", "", "hello"]
)
def test_what_is_no_public_key_is_neither_taken_nor_repeated(content: str, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(content, encoding="utf-8")
    refused = run("-C", root, "init", "--ssh-key", file)
    assert (refused.exit_code, refused.out, files_below(root)) == (2, "", {})
    assert "name a file that ends with `.pub`" in refused.err
    assert not any(line and line in refused.err for line in content.splitlines())


def test_without_a_key_that_is_said(root: Path) -> None:
    written = run("-C", root, "init")
    assert "no SSH key found" in written.err
    assert not (root / "catalog" / "keys.yaml").exists()


def test_what_is_there_stays_as_it_is(root: Path) -> None:
    (root / ".gitattributes").write_text("* text=auto\n", encoding="utf-8")
    (root / "clusters" / "homelab" / "flux-system").mkdir(parents=True)
    (root / "clusters" / "homelab" / "flux-system" / "kustomization.yaml").write_text(
        "resources: []\n", encoding="utf-8"
    )
    written = run("-C", root, "init")

    assert "kept .gitattributes\nit could say:\n  # Written by vmgen" in written.err
    assert (root / ".gitattributes").read_text(encoding="utf-8") == "* text=auto\n"
    assert run("-C", root, "build").exit_code == 0  # with what `flux bootstrap` put there


def test_an_empty_catalog_is_none(root: Path) -> None:
    (root / "catalog").mkdir()
    assert run("-C", root, "init").exit_code == 0


@pytest.mark.parametrize("below", ["", "docs"])
def test_a_second_catalog_is_refused(below: str, root: Path) -> None:
    run("-C", root, "init")
    (root / "docs").mkdir()
    before = files_below(root)
    refused = run("-C", root / below, "init")
    assert refused.exit_code == 2
    assert "`vmgen new machine NAME` adds to it" in refused.err
    assert files_below(root) == before


@pytest.mark.parametrize(
    "options", [("--name", "Home Lab"), ("--machine", "web.1"), ("--nodes", "0"), ("--architecture", "mips")]
)
def test_what_cannot_be_is_a_mistake_in_usage(options: tuple[str, ...], root: Path) -> None:
    refused = run("-C", root, "init", *options)
    assert (refused.exit_code, refused.out, files_below(root)) == (2, "", {})


def _of_any_release(text: str) -> str:
    """With words for the newest releases, which change as the projects go on."""
    return text.replace(KUBEVIRT_RELEASES[-1].tag, "<newest KubeVirt>").replace(CDI_RELEASES[-1].tag, "<newest CDI>")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")
def test_somebody_at_a_terminal_is_asked(root: Path) -> None:
    """For what no option says; an empty answer is the default, and one that cannot be is asked for again."""
    import pty  # noqa: PLC0415 # Windows has none

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "vmgen", "-C", str(root), "init", "--nodes", "3"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, b"attic\nmips\narm64\n")
    told = b"".join(iter(lambda: _read(ours), b"")).decode()
    os.close(ours)

    assert process.wait(timeout=60) == 0
    assert told.count("Architecture of its nodes") == 2
    assert "How many nodes" not in told
    cluster = (root / "catalog" / "cluster.yaml").read_text(encoding="utf-8")
    assert "metadata: {name: attic}" in cluster
    assert "architecture: arm64, count: 3" in cluster


def _read(terminal: int) -> bytes:
    """What comes next; nothing once the other side is closed, which Linux calls an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
