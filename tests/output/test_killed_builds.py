"""Do builds that are killed, or that meet each other, leave whole files behind, and the next build a whole tree?"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.output.disk import standing
from tests.output.generations import SCOPES, build, generation
from vmgen.output.ownership import TEMPORARY_PREFIX
from vmgen.output.plan import plan

REPOSITORY = Path(__file__).resolve().parents[2]
KILLS = 100
EVEN, ODD = generation(0), generation(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a build")
def test_builds_killed_at_a_hundred_moments_leave_only_whole_files(tmp_path: Path) -> None:
    build(tmp_path, 0)
    begin = time.perf_counter()
    build(tmp_path, 1)
    duration = time.perf_counter() - begin
    interrupted = 0
    with _start(tmp_path, "kill") as killer:
        assert killer.stdin
        assert killer.stdout
        for kill in range(KILLS):
            # The moments are spread over the whole build; the scheduler adds the chance.
            print(kill % 2, duration * (kill % 25) / 25, file=killer.stdin, flush=True)
            assert killer.stdout.readline() == "killed\n"
            found = {path: text for path, text in standing(tmp_path).items() if TEMPORARY_PREFIX not in path}
            assert [path for path, text in found.items() if text not in (EVEN.get(path), ODD.get(path))] == []
            assert EVEN.keys() & ODD.keys() <= found.keys()
            interrupted += found not in (EVEN, ODD)
            if kill % 10 == 0:
                build(tmp_path, 1)
                assert standing(tmp_path) == ODD
    assert interrupted > 0


def test_builds_at_the_same_time_do_each_other_no_harm(tmp_path: Path) -> None:
    builds = [_start(tmp_path, "build", number, "6") for number in ("0", "1", "0", "1")]
    told = [running.communicate()[1] for running in builds]
    assert [running.returncode for running in builds] == [0, 0, 0, 0], told

    build(tmp_path, 0)
    assert standing(tmp_path) == EVEN
    assert plan(EVEN, root=tmp_path, scopes=SCOPES).is_empty


def _start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.output.generations", str(root), *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=REPOSITORY, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
