"""How far a command has come: told where somebody looks, and only if it takes longer than a moment."""

import time
from typing import Self

import click

from vmgen.cli.repository import is_terminal

_MOMENT = 1.0
_WIDTH = 30
_CLEAR = "\r\x1b[2K"


class ProgressBar:
    """A line on the terminal that is written over, and gone at the end. To be used in a `with` block."""

    def __init__(self, unit: str = "") -> None:
        self._unit = f" {unit}" if unit else ""
        self._since = time.monotonic()
        self._label = ""
        self._is_there = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def begin(self, label: str) -> None:
        self._label = label

    def __call__(self, done: int, total: int) -> None:
        """`total` is 0 where nobody knows."""
        if time.monotonic() - self._since < _MOMENT or not is_terminal(err=True):
            return
        filled = min(_WIDTH, _WIDTH * done // total) if total else 0
        of = f" of {total:,}" if total else ""
        bar = "#" * filled + "." * (_WIDTH - filled)
        click.echo(f"{_CLEAR}[{bar}] {self._label}: {done:,}{of}{self._unit}", nl=False, err=True)
        self._is_there = True

    def tell(self, text: str) -> None:
        """Talk, above the line."""
        self.clear()
        click.echo(text, err=True)

    def clear(self) -> None:
        if self._is_there:
            click.echo(_CLEAR, nl=False, err=True)
            self._is_there = False
