"""Git, which knows what the next commit will hold."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from vmgen.records import record

_UNSTAGED = ("ls-files", "-z", "--modified", "--deleted", "--others", "--exclude-standard", "--")
# A hook is called with these, for the top of the repository; the folder that we ask about may lie below.
_OF_THE_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")


@record
class Unstaged:
    """Paths that the next commit would not hold as they are. With a `failure` Git could not be asked."""

    paths: tuple[str, ...] = ()
    failure: str = ""


def unstaged(root: Path, folders: Iterable[str]) -> Unstaged:
    """What below `folders` of `root` differs from the index: changed, deleted, or unknown to Git and not ignored."""
    standing = sorted(folders)
    try:
        run = subprocess.run(
            ["git", "--literal-pathspecs", *_UNSTAGED, *standing],
            cwd=root,
            env=environment(),
            check=False,
            capture_output=True,
        )
    except OSError as error:
        return Unstaged(failure=f"`git` cannot be run: {error.strerror}")
    if run.returncode != 0:
        return Unstaged(failure=run.stderr.decode("utf-8", "replace").strip() or "`git` gave no answer")
    return Unstaged(tuple(sorted({os.fsdecode(path) for path in run.stdout.split(b"\0") if path})))


def environment() -> dict[str, str]:
    """That of this process, without what a hook is called with: it stands for another folder."""
    return {name: value for name, value in os.environ.items() if name not in _OF_THE_HOOK}
