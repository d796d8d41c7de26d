"""Does vmgen keep its promises for catalogs with mistakes of every kind?

A failure names the number of its mutant: `mutant(4711)` in tests/mutations/mutants.py makes it again. `VMGEN_MUTATIONS`
says how many there are, and `VMGEN_MUTATIONS_FROM` where they begin: make test T=tests/mutations.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutations.builds import build_with_mistakes
from tests.mutations.mutants import mutant
from tests.mutations.promises import keeps_its_promises

COUNT = int(os.environ.get("VMGEN_MUTATIONS", "500"))
FIRST = int(os.environ.get("VMGEN_MUTATIONS_FROM", "0"))
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_a_catalog_with_mistakes_is_reported_or_compiled(part: int) -> None:
    for seed in range(FIRST + part, FIRST + COUNT, PARTS):
        one = mutant(seed)
        try:
            keeps_its_promises(one.sources)
        except Exception as error:
            error.add_note(str(one))
            raise


@pytest.mark.parametrize("part", range(PARTS))
def test_a_repository_with_mistakes_loses_nothing(part: int, tmp_path: Path) -> None:
    for seed in range(FIRST + part, FIRST + COUNT // 10, PARTS):
        build_with_mistakes(seed, tmp_path / str(seed))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + COUNT // 250))
def test_the_command_itself_survives_a_catalog_with_mistakes(seed: int, tmp_path: Path) -> None:
    one = mutant(seed)
    for path, text in one.sources.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    command = [sys.executable, "-m", "vmgen", "-C", str(tmp_path), "build"]
    ran = subprocess.run(command, check=False, capture_output=True, timeout=60, text=True, encoding="utf-8")

    assert ran.returncode in {0, 1}, one
    assert "Traceback" not in ran.stderr, one
