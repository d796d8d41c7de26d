"""Files that vmgen writes once and never again: they belong to whoever called it."""

from pathlib import Path

import click


def write_new(root: Path, path: str, text: str) -> bool:
    """Writes a file below `root` unless one stands there, and says which. Whether it was written."""
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        click.echo(f"kept {path}", err=True)
        return False
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror}") from error
    click.echo(f"wrote {path}")
    return True
