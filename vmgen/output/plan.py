"""What would a build change: the generated files, compared with what stands on the disk."""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate, chain
from pathlib import Path

from vmgen.output.ownership import MARK_LENGTH, TEMPORARY_PREFIX, is_ours
from vmgen.records import record


@record
class Plan:
    """What a commit does. Paths are relative to the root, with slashes, and sorted.

    `foreign` closes the commit: what is not ours, or nobody may read, where a file of ours or its folder must go.
    `beside` may stay: what else is not ours below the scopes, and not hidden. Links are named and never followed.
    `leftover` are the temporary files of builds that were killed.
    `texts` are all files of the tree, whether they change or not.
    """

    create: tuple[str, ...]
    update: tuple[str, ...]
    delete: tuple[str, ...]
    foreign: tuple[str, ...]
    beside: tuple[str, ...]
    leftover: tuple[str, ...]
    texts: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether the tree is fresh. A leftover is no part of the tree."""
        return not (self.create or self.update or self.delete)


def plan(files: Mapping[str, str], *, root: Path, scopes: Collection[str]) -> Plan:
    """Compares `files`, texts by their paths relative to `root`, with the disk, and writes nothing.

    Below the folders `scopes`, a file of ours that is not in `files` is stale. No two paths may differ in case only:
    on some file systems they are one file.
    """
    base = os.fspath(root)
    create, update, foreign = _compare(files, base)
    delete, beside, leftover = set[str](), set[str](), set[str]()
    for path in chain.from_iterable(_standing_below(scope, base) for scope in scopes if not _obstacle(scope, base)):
        if path in files or path in foreign:
            continue
        if path.rpartition("/")[2].startswith(TEMPORARY_PREFIX):
            leftover.add(path)
        elif is_ours(_read(f"{base}/{path}", MARK_LENGTH) or b""):
            delete.add(path)
        else:
            beside.add(path)
    return Plan(
        create=tuple(sorted(create)),
        update=tuple(sorted(update)),
        delete=tuple(sorted(delete)),
        foreign=tuple(sorted(foreign)),
        beside=tuple(sorted(beside)),
        leftover=tuple(sorted(leftover)),
        texts=files,
    )


def _compare(files: Mapping[str, str], base: str) -> tuple[list[str], list[str], set[str]]:
    """The files to create, those to update, and what is in their way."""
    create, update, foreign = list[str](), list[str](), set[str]()
    obstacles: dict[str, str] = {}
    fresh: set[str] = set()
    for path, text in files.items():
        folder = path.rpartition("/")[0]
        if folder not in obstacles:
            obstacles[folder] = _obstacle(folder, base)
            if not os.path.lexists(f"{base}/{folder}"):
                fresh.add(folder)
        if obstacles[folder]:
            foreign.add(obstacles[folder])
            continue
        content = _read(f"{base}/{path}") if folder not in fresh else None
        if content is None:
            create.append(path)
        elif content != text.encode():
            if is_ours(content):
                update.append(path)
            else:
                foreign.add(path)
    return create, update, foreign


def _obstacle(folder: str, base: str) -> str:
    """The first step on the way to `folder` that stands and is no folder itself: a file, or a link to wherever."""
    for step in accumulate(folder.split("/"), "{}/{}".format):
        try:
            mode = os.lstat(f"{base}/{step}").st_mode
        except FileNotFoundError:
            break
        except OSError:
            return step
        if not stat.S_ISDIR(mode):
            return step
    return ""


def _read(path: str, size: int = -1) -> bytes | None:
    """None where nothing stands, and nothing where no file of ours does: a folder, a link, what nobody may read."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return b""
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path for each of ten thousand files doubles the time
            return file.read(size)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _standing_below(folder: str, base: str) -> Iterator[str]:
    """Whatever is neither a folder nor hidden; temporary files too, and folders that nobody may list."""
    try:
        with os.scandir(f"{base}/{folder}") as entries:
            listed = list(entries)
    except FileNotFoundError:
        return
    except OSError:
        yield folder
        return
    for entry in listed:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _standing_below(path, base)
        elif entry.name.startswith(TEMPORARY_PREFIX) or not entry.name.startswith("."):
            yield path
