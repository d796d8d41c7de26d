"""What did a process cost, from its start to its end?"""

import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# POSIX leaves the unit of ru_maxrss open: kibibytes on Linux, bytes on macOS.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
_LAST_WORDS = 2000


class FailedError(Exception):
    """A program that is measured did not do what it was to do: its cost says nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process: seconds by the clock, seconds of CPU in user and system mode, and bytes of memory at most.

    Linux counts the memory of the process that started it, so that none shows less than the benchmark itself.
    """

    wall: float
    cpu: float
    peak: int


def environment(bytecode: Path) -> dict[str, str]:
    """What a user's process finds: no variable that bends Python or vmgen, and Python compiled into `bytecode`."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VMGEN_"))}
    return {**plain, "PYTHONPYCACHEPREFIX": str(bytecode)}


def measure(command: tuple[str, ...], within: Mapping[str, str]) -> Cost:
    """Runs a program in the environment `within`. Raises FailedError with its last words if it does not end with 0."""
    with tempfile.TemporaryFile() as told:
        outputs = (
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, told.fileno(), 2),
        )
        start = time.perf_counter()
        process = os.posix_spawn(command[0], command, within, file_actions=outputs)
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        if code:
            told.seek(0)
            last = told.read().decode(errors="replace")[-_LAST_WORDS:]
            raise FailedError(f"`{' '.join(command)}` ended with {code}\n{last}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _PEAK_UNIT)


def in_sequence(costs: Sequence[Cost]) -> Cost:
    """What processes cost that run one after the other."""
    return Cost(sum(one.wall for one in costs), sum(one.cpu for one in costs), max(one.peak for one in costs))


def least(costs: Sequence[Cost]) -> Cost:
    """Of each figure on its own."""
    return Cost(
        wall=min(one.wall for one in costs), cpu=min(one.cpu for one in costs), peak=min(one.peak for one in costs)
    )
