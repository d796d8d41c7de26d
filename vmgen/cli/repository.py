"""Where the repository is, and how to tell a person what was found in it."""

import os
import re
import sys
from pathlib import Path

import click

from vmgen.syntax.sources import CATALOG

_COLORS = {"error": "red", "warning": "yellow", "note": "cyan"}
_HEAD = re.compile(r"^(error|warning|note)(\[VM\d+\])?(?=:)", re.MULTILINE)
_MARK = re.compile(r"(?<=\| ) *\^+$|^  -->|^ +=(?= )", re.MULTILINE)


def repository(directory: str) -> Path:
    """The nearest folder, from `directory` upwards, that holds a catalog."""
    start = Path(directory).resolve()
    for folder in (start, *start.parents):
        if (folder / CATALOG).is_dir():
            return folder
    message = f"no `{CATALOG}/` in {start} or any folder above it; name the repository with -C DIR"
    message += ", or write a first catalog with `vmgen init`"
    raise click.UsageError(message)


def show(text: str, *, err: bool = False) -> None:
    """Prints a report, with color where somebody looks at it."""
    if text:
        click.echo(_painted(text) if has_color(err=err) else text, err=err, nl=False)


def is_terminal(*, err: bool = False) -> bool:
    """Whether somebody looks at what is printed."""
    return (sys.stderr if err else sys.stdout).isatty()


def has_color(*, err: bool = False) -> bool:
    chosen = click.get_current_context().find_root().color
    if chosen is not None:
        return chosen
    return is_terminal(err=err) and "NO_COLOR" not in os.environ


def _painted(text: str) -> str:
    text = _HEAD.sub(_paint_head, text)
    return _MARK.sub(lambda match: click.style(match[0], fg="blue"), text)


def _paint_head(match: re.Match[str]) -> str:
    return click.style(match[0], fg=_COLORS[match[1]], bold=True)
