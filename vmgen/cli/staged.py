"""`vmgen build --staged`: would the next commit hold the catalog that was read, and the files that follow from it?"""

import os
from pathlib import Path

import click

from vmgen.external.git import unstaged
from vmgen.output.layout import CLUSTERS
from vmgen.pipeline import Build
from vmgen.syntax.sources import CATALOG

_SHOWN = 10


def is_staged(build: Build, root: Path) -> bool:
    """Says on stderr what is not staged, and what to do about it."""
    folders = {CATALOG, CLUSTERS, *(cluster.output for cluster in build.fleet.clusters)}
    found = unstaged(root, folders)
    if found.failure:
        raise click.ClickException(f"`--staged` asks Git: {found.failure}")
    paths = [path for path in found.paths if _counts(path, build, root)]
    for path in paths[:_SHOWN]:
        click.echo(f"not staged: {path}", err=True)
    if len(paths) > _SHOWN:
        click.echo(f"and {len(paths) - _SHOWN} more", err=True)
    if paths:
        click.echo(
            f"run `git add {' '.join(sorted({_top(path, folders) for path in paths}))}`, and commit again", err=True
        )
    return not paths


def _counts(path: str, build: Build, root: Path) -> bool:
    """Beside what we wrote, whatever is gone: nothing but the index says that it was ours."""
    if path.startswith(f"{CATALOG}/"):
        return path.endswith((".yaml", ".yml"))
    return path in build.plan.texts or not os.path.lexists(root / path)


def _top(path: str, folders: set[str]) -> str:
    return min(folder for folder in folders if path.startswith(f"{folder}/"))
