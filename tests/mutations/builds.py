"""Builds in repositories with mistakes, and what they may not do to a disk."""

import os
import stat
from pathlib import Path
from random import Random

from tests.cli.run import Ran, run
from tests.mutations.disks import OUTSIDE, change_disk
from tests.mutations.mutants import mutant
from vmgen.report import FORMATS

SECRET = "hunter2"  # noqa: S105 # nobody's
OUTPUTS = ("repository/clusters", "repository/deploy")
OURS = (b"# Written by vmgen", b"\xef\xbb\xbf# Written by vmgen")
NO_FILE = b"neither a file that can be read, nor a link"

Snapshot = dict[str, bytes]


def build_with_mistakes(seed: int, folder: Path) -> None:
    """Lays out a mutant, mostly builds it once before the mistakes on the disk, and holds a build to its promises."""
    chance = Random(seed)  # noqa: S311 # nothing is secret about a mistake
    root = folder / "repository"
    (folder / OUTSIDE).mkdir(parents=True)
    (folder / OUTSIDE / "secret.yaml").write_text(f"password: {SECRET}\n", encoding="utf-8")
    one = mutant(seed, mistakes=chance.choice([0, 0, 1]))
    _lay_out(one.sources, root)
    if chance.random() < 0.8:
        _build(root)
    told = "; ".join([str(one), *(change_disk(root, chance) for _ in range(chance.choice([0, 1, 1, 2])))])
    before = _snapshot(folder)
    ran = _build(root, "--format", chance.choice(list(FORMATS)))
    after = _snapshot(folder)

    assert ran.exit_code in {0, 1}, f"{told}: {ran}"
    assert SECRET not in ran.out + ran.err, f"{told}: {ran}"
    (ran.out + ran.err).encode()
    _has_touched_only_what_is_ours(before, after, told)
    if ran.exit_code == 0:
        assert _build(root, "--check").exit_code == 0, f"not fresh after a build: {told}"
    elif "cannot write" not in ran.err:
        assert before == after, f"wrote though it failed: {told}"


def _build(root: Path, *options: str) -> Ran:
    return run("-C", root, "build", "--allow", "delete", *options)


def _has_touched_only_what_is_ours(before: Snapshot, after: Snapshot, told: str) -> None:
    changed = [path for path in before | after if before.get(path) != after.get(path)]
    assert [path for path in changed if not path.startswith(OUTPUTS)] == [], told
    theirs = [path for path in changed if path in before and not before[path].startswith(OURS)]
    folders = [path for path in theirs if before[path] == NO_FILE and path not in after]
    leftover = [path for path in theirs if "/.vmgen-tmp-" in path]
    assert sorted(theirs) == sorted({*folders, *leftover}), told


def _snapshot(folder: Path) -> Snapshot:
    """Everything below a folder; links are not followed."""
    return {
        os.path.relpath(path, folder): _content(path)
        for top, folders, files in os.walk(folder)
        for path in (os.path.join(top, name) for name in (*folders, *files))  # noqa: PTH118 # names that are no text
    }


def _content(path: str) -> bytes:
    try:
        status = os.lstat(path)
    except PermissionError:
        return NO_FILE
    if stat.S_ISLNK(status.st_mode):
        return b"-> " + os.fsencode(os.readlink(path))  # noqa: PTH115 # as above
    if not stat.S_ISREG(status.st_mode) or not os.access(path, os.R_OK):
        return NO_FILE
    return Path(path).read_bytes()


def _lay_out(sources: dict[str, str], root: Path) -> None:
    for path, text in sources.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
