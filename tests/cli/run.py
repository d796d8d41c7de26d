"""Runs `vmgen` in this process, as its users do: arguments in, an exit code and two texts out."""

import contextlib
import gc
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.trees import FOLDER, Story, lay_out
from vmgen.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = end.code
    finally:
        gc.enable()  # commands switch the collector off, since their process ends with them
    if not isinstance(code, int):
        raise TypeError(f"the exit code is {code!r}")
    return Ran(code, out.getvalue(), err.getvalue())


def repository(name: str, root: Path) -> Path:
    """The repository that the story `name` begins with."""
    return lay_out(Story(FOLDER / name), root)


def remove_machines(root: Path, *names: str) -> None:
    """Takes catalog files of one machine each out of a repository."""
    for name in names:
        (root / "catalog" / f"{name}.yaml").unlink()


def fleet(root: Path, *, machines: int) -> Path:
    """A repository with a file for each of some machines `m-00`, `m-01` in the namespace `many`."""
    shutil.copytree(FOLDER / "one-architecture" / "catalog", root / "catalog")
    for number in range(machines):
        text = (
            "apiVersion: vitistack.io/v1alpha1\nkind: Machine\n"
            f"metadata: {{name: m-{number:02}, namespace: many}}\nspec: {{template: small, image: debian-13}}\n"
        )
        (root / "catalog" / f"m-{number:02}.yaml").write_text(text, encoding="utf-8")
    return root
