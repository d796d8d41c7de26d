"""Tables: as wide as they need to be for a program, as wide as the terminal for a person.

rich lays out what does not fit; it takes a second for a thousand rows, and so is not asked about what does.
"""

import io
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

import click

from vmgen.cli.repository import has_color, is_terminal
from vmgen.records import record

_GAP = 2
_FOLDED = 20
"""How narrow a column that goes on in the next line may become before others are left out."""
_ENDLESS = 10_000
"""Columns where nobody looks: a line for each row, whatever is in it."""


@record
class Column:
    """`is_folded`: its cells may go on in the next line. `is_spare`: left out where a terminal has no room for it."""

    name: str
    cells: Sequence[str]
    is_number: bool = False
    is_folded: bool = False
    is_spare: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.name, *self.cells)

    @property
    def widest(self) -> int:
        return max(map(len, self.texts))

    def padded(self) -> list[str]:
        """The texts of the column, all as wide as the widest."""
        width = self.widest
        return [text.rjust(width) if self.is_number else text.ljust(width) for text in self.texts]


def table(columns: Sequence[Column], *, indent: int = 0) -> str:
    """Each row on a line, unless it is for a terminal and too long."""
    width = get_terminal_size().columns - indent if is_terminal() else _ENDLESS
    shown = _fitting(columns, width)
    lines = _plain(shown) if _width(shown, folded=False) <= width else _folded(shown, width)
    return "".join(f"{' ' * indent}{line.rstrip()}\n" for line in lines)


def _plain(columns: Sequence[Column]) -> Iterator[str]:
    padded = [column.padded() for column in columns]
    head, *rows = ((" " * _GAP).join(row) for row in zip(*padded, strict=True))
    yield click.style(head.rstrip(), bold=True) if has_color() else head
    yield from rows


def _folded(columns: Sequence[Column], width: int) -> list[str]:
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for column in columns:
        drawn.add_column(
            column.name,
            justify="right" if column.is_number else "left",
            no_wrap=not column.is_folded,
            overflow="fold",
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        drawn.add_row(*row)
    text, color = io.StringIO(), has_color()
    Console(
        file=text,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
    ).print(drawn)
    return text.getvalue().splitlines()


def _fitting(columns: Sequence[Column], width: int) -> list[Column]:
    """Without as many spare columns, from the left, as there is no room for."""
    left = list(columns)
    for spare in (column for column in columns if column.is_spare):
        if _width(left, folded=True) > width:
            left.remove(spare)
    return left


def _width(columns: Sequence[Column], *, folded: bool) -> int:
    widths = (min(one.widest, _FOLDED) if folded and one.is_folded else one.widest for one in columns)
    return sum(widths) + _GAP * (len(columns) - 1)
