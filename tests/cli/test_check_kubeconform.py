"""Are valid, invalid, unchecked and skipped four different things to somebody who runs `vmgen check --kubeconform`?"""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import repository, run
from tests.external.programs import answering, printing

CORES = [{"path": "/spec/template/spec/domain/cpu/cores", "msg": "got string, want integer"}]
INVALID = {"VirtualMachine": {"status": "statusInvalid", "msg": "", "validationErrors": CORES}}
UNKNOWN = {"Namespace": {"status": "statusError", "msg": "could not find schema for Namespace"}}
SKIPPED = {"DataVolume": {"status": "statusSkipped", "msg": ""}}


@pytest.mark.parametrize(
    ("results", "exit_code", "codes", "counted"),
    [
        ({}, 0, [], [0, 0, 0]),
        (INVALID, 1, ["VM195"], [1, 0, 0]),
        (UNKNOWN, 4, ["VM196"], [0, 1, 0]),
        (SKIPPED, 5, ["VM198"], [0, 0, 1]),
        (UNKNOWN | SKIPPED, 4, ["VM196", "VM198"], [0, 1, 1]),
        (INVALID | UNKNOWN, 1, ["VM195", "VM196"], [1, 1, 0]),
    ],
)
def test_outcomes(
    results: dict[str, dict[str, Any]], exit_code: int, codes: list[str], counted: list[int], tmp_path: Path
) -> None:
    root = _repository(tmp_path)
    checked = run("-C", root, "check", f"--kubeconform={answering(tmp_path, results, exit_code=int(exit_code > 0))}")
    assert checked.exit_code == exit_code
    assert sorted(line[line.index("[") + 1 :][:5] for line in checked.out.splitlines() if "]: " in line) == codes
    valid, *others = _counts(checked.err)
    assert valid > 0
    assert others == counted


def test_a_finding_names_the_lines_of_the_catalog_and_of_the_output(tmp_path: Path) -> None:
    root = _repository(tmp_path)
    checked = run("-C", root, "check", f"--kubeconform={answering(tmp_path, INVALID, exit_code=1)}")
    assert "  --> catalog/web.yaml:" in checked.out
    assert "= in the output: clusters/home/machines/web/machine-web.yaml:" in checked.out


@pytest.mark.parametrize("text", ["", "{}", "valid"])
def test_a_program_that_does_not_answer_has_checked_nothing(text: str, tmp_path: Path) -> None:
    root = _repository(tmp_path)
    checked = run("-C", root, "check", f"--kubeconform={printing(tmp_path, text)}")
    assert checked.exit_code == 4
    assert checked.out.startswith("error[VM197]: nothing was checked: ")
    valid, invalid, unchecked, skipped = _counts(checked.err)
    assert (valid, invalid, skipped) == (0, 0, 0)
    assert unchecked > 1


def test_a_program_that_is_missing_has_checked_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    checked = run("-C", _repository(tmp_path), "check", "--kubeconform")
    assert checked.exit_code == 4
    assert "`kubeconform` is not installed, or not on the PATH" in checked.out


def test_errors_of_the_catalog_come_first(tmp_path: Path) -> None:
    root = repository("first-mistakes/unknown-template", tmp_path)
    checked = run("-C", root, "check", "--kubeconform")
    assert checked.exit_code == 1
    assert checked.err == "kubeconform was not asked: mend the errors first\n"


def test_the_environment_can_ask_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VMGEN_CHECK_KUBECONFORM", answering(tmp_path, {}))
    assert _counts(run("-C", _repository(tmp_path), "check").err)[1:] == [0, 0, 0]


def _counts(text: str) -> list[int]:
    """Valid, invalid, not checked, skipped."""
    form = r"kubeconform: (\d+) valid, (\d+) invalid, (\d+) could not be checked, (\d+) skipped\n"
    counted = re.fullmatch(form, text)
    assert counted is not None
    return [int(number) for number in counted.groups()]


def _repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    return repository("one-machine", folder)
