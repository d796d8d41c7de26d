"""The files of a repository as Git has them at a revision."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vmgen.external.git import environment
from vmgen.records import record


@record
class Revision:
    """Files below the repository, as text by their paths. With a `failure` Git could not be asked."""

    texts: Mapping[str, str]
    failure: str = ""


def texts_at(root: Path, revision: str, folders: Iterable[str]) -> Revision:
    """What stood below `folders` of `root` at `revision`. What is no text in UTF-8 is left out."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
        tree = _git(root, "ls-tree", "-r", "-z", os.fsdecode(commit), "--", *sorted(folders))
        blobs = dict(_blobs(tree))
        contents = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs.values()).encode())
    except OSError as error:
        return Revision({}, f"`git` cannot be run: {error.strerror}")
    except subprocess.CalledProcessError as error:
        return Revision({}, error.stderr.decode("utf-8", "replace").strip() or f"`{revision}` is no revision of Git")
    return Revision(dict(_texts(blobs, contents)))


def merge_base(root: Path, branch: str) -> str:
    """The commit at which the branch that is checked out left `branch`; empty where Git knows of none."""
    try:
        return os.fsdecode(_git(root, "merge-base", "--end-of-options", branch, "HEAD").strip())
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "--literal-pathspecs", *arguments]
    return subprocess.run(command, cwd=root, env=environment(), input=given, check=True, capture_output=True).stdout


def _blobs(tree: bytes) -> Iterator[tuple[str, str]]:
    """Paths and names of blobs from what `git ls-tree -z` prints."""
    for entry in tree.split(b"\0"):
        kind, _, path = entry.partition(b"\t")
        if b" blob " in kind:
            yield os.fsdecode(path), os.fsdecode(kind.split()[2])


def _texts(blobs: Mapping[str, str], contents: bytes) -> Iterator[tuple[str, str]]:
    """Each blob is a line `<name> blob <size>`, its bytes, and a line break."""
    start = 0
    for path in blobs:
        end = contents.index(b"\n", start)
        size = int(contents[start:end].split()[-1])
        content = contents[end + 1 : end + 1 + size]
        start = end + size + 2
        try:
            yield path, content.decode()
        except UnicodeDecodeError:
            continue
