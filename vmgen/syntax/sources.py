"""The files of a catalog, as texts: the only place of this package that touches a disk."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from vmgen.diagnostics import Diagnostic, Diagnostics, Location, Problem, Span, sign
from vmgen.syntax.attachments import LOCK, is_attachment, is_vendored
from vmgen.syntax.codes import UNREADABLE_FILE

CATALOG = "catalog"
_SUFFIXES = (".yaml", ".yml")
_NOT_DOCUMENTS = (".lock.yaml", ".lock.yml")


def read(root: Path) -> tuple[dict[str, str], Diagnostics]:
    """The YAML files below `catalog/`, as {path below root with forward slashes: text}.

    Left out are hidden files, folders below `catalog/vendor/`, and lock files other than our own. Attachments and what
    was fetched are read with every byte of theirs; they and the lock are parsed by those who know what they are.
    """
    texts: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for path in sorted(_files(root, CATALOG, faults)):
        try:
            texts[path] = _text(root, path)
        except UnicodeDecodeError as error:
            faults.append(_not_text(path, error))
        except UnicodeEncodeError:
            faults.append(_unreadable(_shown(path), "a name that is not UTF-8 text", "rename it"))
        except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
            message = getattr(error, "strerror", None) or "a link to itself"
            faults.append(_unreadable(path, message, "make it a readable file, or move it out of the catalog"))
    return texts, tuple(faults)


def _files(root: Path, folder: str, faults: list[Diagnostic]) -> Iterator[str]:
    try:
        with os.scandir(root / folder) as entries:
            listed = list(entries)
    except OSError as error:
        message = error.strerror or "unreadable"
        faults.append(_unreadable(_shown(folder), message, "make it a folder that you may list"))
        return
    for entry in listed:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not is_vendored(path):
                yield from _files(root, path, faults)
        elif path == LOCK or (entry.name.endswith(_SUFFIXES) and not entry.name.endswith(_NOT_DOCUMENTS)):
            yield path


def _text(root: Path, path: str) -> str:
    path.encode()
    file = root / path
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        if not file.resolve().is_relative_to(root.resolve()):
            raise OSError(0, "a link that leads out of the repository")
        mode = file.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a pipe would be waited for
        raise OSError(0, "neither a file nor a folder")
    with file.open("rb") as opened:
        text = opened.read().decode("utf-8-sig")
    return text if is_attachment(path) or is_vendored(path) else text.replace("\r\n", "\n")


def _shown(path: str) -> str:
    """With a question mark for what is no text."""
    return path.encode(errors="replace").decode()


def _not_text(path: str, error: UnicodeDecodeError) -> Diagnostic:
    line = error.object.count(b"\n", 0, error.start) + 1
    at = Location(path, span=Span(line, 1, 2))
    return sign(UNREADABLE_FILE, Problem(at, "not UTF-8 text", "save the file as UTF-8"))


def _unreadable(path: str, message: str, help_: str) -> Diagnostic:
    return sign(UNREADABLE_FILE, Problem(Location(path, span=Span(1, 1, 2)), message, help_))
