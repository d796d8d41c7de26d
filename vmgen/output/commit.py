"""How does a plan get onto the disk, so that a build may be killed at any moment?"""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from vmgen.output.ownership import TEMPORARY_PREFIX
from vmgen.output.plan import Plan
from vmgen.records import record


@record
class Step:
    """One file that gets a text, or, without one, goes. It is whole after the step, and was whole before it."""

    path: str
    text: str | None = None


def commit(plan: Plan, *, root: Path) -> None:
    """Carries out all steps. Raises OSError (disk full, read-only) between two of them: the next build goes on."""
    for step in steps(plan):
        carry_out(step, root=root)


def steps(plan: Plan) -> Iterator[Step]:
    """What was left over, then the files to write, a kustomization.yaml behind what it lists, then what goes.

    Raises ValueError where something foreign is in the way.
    """
    if plan.foreign:
        raise ValueError(f"not ours: {', '.join(plan.foreign)}")
    for path in plan.leftover:
        yield Step(path)
    for path in sorted((*plan.create, *plan.update), key=_listed_first):
        yield Step(path, plan.texts[path])
    for path in sorted(plan.delete, key=_listed_first, reverse=True):
        yield Step(path)


def carry_out(step: Step, *, root: Path) -> None:
    if step.text is None:
        _remove(root / step.path, root)
    else:
        _write(f"{root}/{step.path}", step.text.encode())


def _listed_first(path: str) -> tuple[bool, int, str]:
    """Puts a kustomization.yaml behind all that it lists, and the cluster's own last."""
    is_list = path.rpartition("/")[2] == "kustomization.yaml"
    return is_list, -path.count("/") if is_list else 0, path


def _remove(target: Path, root: Path) -> None:
    """Removes a file, and the folders that it leaves empty."""
    target.unlink(missing_ok=True)  # another build may have been faster
    with suppress(OSError):  # something else is in the folder
        for folder in takewhile(root.__ne__, target.parents):
            folder.rmdir()


def _write(target: str, content: bytes, *, attempts: int = 10) -> None:
    """Writes the file beside its place and moves it there, so that nobody ever sees half of it.

    Tries again where the folder is not there yet, or where another build takes it for an empty one, or the temporary
    file for a leftover. Nothing is forced onto the medium: that takes minutes for ten thousand files.
    """
    folder = target.rpartition("/")[0]
    temporary = f"{folder}/{TEMPORARY_PREFIX}{os.getpid()}"
    try:
        with open(temporary, "xb") as file:  # noqa: PTH123 # a Path for each of ten thousand files takes a third longer
            file.write(content)
        os.replace(temporary, target)  # noqa: PTH105 # as above
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 # as above
        if attempts == 1 or not isinstance(error, FileNotFoundError | FileExistsError):
            raise
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 # as above
        _write(target, content, attempts=attempts - 1)
