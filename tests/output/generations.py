"""Two trees of five hundred files each, and builds of them that are killed, or meet each other.

`python -m tests.output.generations ROOT build NUMBER TIMES` builds one tree again and again. With `kill`, it reads
lines of a number and seconds, builds that tree, kills the build after that time, and answers each with a line.
"""

import os
import signal
import sys
import time
from pathlib import Path

from vmgen.output.commit import commit
from vmgen.output.ownership import header
from vmgen.output.plan import plan

CLUSTER = "clusters/homelab"
SCOPES = ("clusters",)
_FOLDERS = 10
_MACHINES = 49


def generation(number: int) -> dict[str, str]:
    """Two of ten machines, and one of ten namespaces, are in one of two successive generations only."""
    first = header(f"catalog/generation-{number}.yaml")
    files: dict[str, str] = {}
    for folder in range(number % 2, _FOLDERS + number % 2):
        machines = f"{CLUSTER}/machines/namespace-{folder}"
        names = [f"machine-{machine}.yaml" for machine in range(_MACHINES + 5) if machine % 10 != number % 2]
        files |= {f"{machines}/{name}": f"{first}\n# {number} {name}\n" + "a: b\n" * 400 for name in names}
        files[f"{machines}/kustomization.yaml"] = f"{first}\nresources: {names}\n"
    files[f"{CLUSTER}/kustomization.yaml"] = f"{first}\n"
    return files


def build(root: Path, number: int, *, times: int = 1) -> None:
    for _ in range(times):
        commit(plan(generation(number), root=root, scopes=SCOPES), root=root)


def build_and_kill(root: Path, number: int, *, seconds: float) -> None:
    """A fork, so that the seconds begin with the first file and not with Python's start."""
    planned = plan(generation(number), root=root, scopes=SCOPES)
    child = os.fork()
    if not child:
        try:
            commit(planned, root=root)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    if sys.argv[2] == "build":
        build(Path(sys.argv[1]), int(sys.argv[3]), times=int(sys.argv[4]))
    else:
        for line in sys.stdin:
            build_and_kill(Path(sys.argv[1]), int(line.split()[0]), seconds=float(line.split()[1]))
            print("killed", flush=True)
