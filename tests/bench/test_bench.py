"""Is what `make bench` compares really the same work, and is there nothing to say about the fleet?"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.fleets import EDITED, MACHINES_IN_A_FILE, NAMESPACES, edited, fleet, write_fleet
from tests.support import ROOT, compile_files

MACHINES = 20
FILES = dict(fleet(MACHINES))
BENCH = ROOT / "tests" / "bench"


def test_fleet_of_twenty_machines_has_nothing_wrong() -> None:
    compilation = compile_files(FILES)

    assert compilation.diagnostics == ()
    assert len(compilation.fleet.machines) == MACHINES
    assert len({machine.namespace for machine in compilation.fleet.machines}) == NAMESPACES


def test_a_file_holds_ten_machines_each_in_a_document_of_its_own() -> None:
    documents = [text.split("\n---\n") for path, text in FILES.items() if path.startswith("catalog/machines/")]

    assert [len(each) for each in documents] == [MACHINES_IN_A_FILE] * (MACHINES // MACHINES_IN_A_FILE)


def test_edit_changes_one_file_of_the_tree() -> None:
    before = compile_files(FILES)
    after = compile_files({**FILES, EDITED: edited(FILES[EDITED])})

    assert after.diagnostics == ()
    assert before.files.keys() == after.files.keys()
    changed = [path for path, text in before.files.items() if after.files[path] != text]
    assert [Path(path).name for path in changed] == ["machine-vm-00000.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="the benchmark runs on POSIX systems")
def test_floor_writes_the_bytes_that_vmgen_writes(tmp_path: Path) -> None:
    repository, prepared, output = tmp_path / "repository", tmp_path / "prepared.json", tmp_path / "output"
    write_fleet(repository, MACHINES)

    _run("-m", "vmgen", "-C", repository, "build")
    _run(BENCH / "prepare.py", repository, prepared)
    _run(BENCH / "floor.py", repository, prepared, output)

    assert len(_tree(output)) > MACHINES
    assert _tree(output) == _tree(repository / "clusters")


def _run(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


def _tree(root: Path) -> dict[str, bytes]:
    """The files by their paths below the last folder called `clusters`."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.as_posix().rpartition("clusters/")[2]: path.read_bytes() for path in files}
