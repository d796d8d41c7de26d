"""What `vmgen explain` knows: diagnostics, kinds, fields."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import repository, run
from vmgen.codes import CODES
from vmgen.diagnostics import Code
from vmgen.model.kinds import KINDS, Kind

SUBJECTS = (
    "VM301",
    "Image",
    "Machine.disks",
    "Machine.disks.size",
    "Cluster.storage.classes.provisioner",
    "MachineTemplate",
)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_explanation(subject: str, snapshot: SnapshotAssertion) -> None:
    told = run("explain", subject)
    assert (told.exit_code, told.err) == (0, "")
    assert told.out == snapshot


@pytest.mark.parametrize("subject", ["vm301", "duplicate-mac"])
def test_a_code_goes_by_its_number_and_its_name(subject: str) -> None:
    assert run("explain", subject) == run("explain", "VM301")


def test_a_kind_goes_in_any_case() -> None:
    assert run("explain", "machine.disks") == run("explain", "Machine.disks")


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_every_code_says_when_it_would_have_shown(code: Code) -> None:
    told = run("explain", code.id)
    assert told.out.startswith(f"{code.severity.value}[{code.id}] {code.name}\n")
    assert f"Without vmgen it would show {code.shows.value}." in told.out


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_explained(kind: Kind) -> None:
    assert run("explain", kind.name).exit_code == 0


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        ("duplicate-mak", "did you mean `duplicate-mac`?"),
        ("VM999", "nothing is called `VM999`"),
        ("Mashine", "did you mean `Machine`?"),
        ("Machine.color", "Machine has no field `color`; `vmgen explain Machine` lists its fields"),
        ("Machine.disk", "Machine has no field `disk`; did you mean `Machine.disks`?"),
        ("Machine.disks.siz", "Machine has no field `disks.siz`; did you mean `Machine.disks.size`?"),
        ("disks.size", "did you mean `Machine.disks.size`?"),
        ("nodes", "did you mean `Cluster.nodes`?"),
        ("", "nothing is called ``"),
    ],
)
def test_what_nobody_knows_is_a_mistake_in_usage(subject: str, message: str) -> None:
    told = run("explain", subject)
    assert (told.exit_code, told.out) == (2, "")
    assert message in told.err


def test_a_template_is_explained_with_what_it_is_for(tmp_path: Path) -> None:
    assert "light workloads" in run("-C", tmp_path, "explain", "MachineTemplate.medium").out
    told = run("-C", repository("every-field", tmp_path), "explain", "MachineTemplate.medium").out
    assert "three cores, for most of what runs here" in told
    assert 'resources.memory.size  "6Gi"' in told
    assert run("-C", tmp_path, "explain", "MachineTemplate.tiny").exit_code == 2


def test_no_catalog_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "Machine").exit_code == 0
