"""Tables: as wide as they need to be for a program, as wide as the terminal for a person."""

import io
from collections.abc import Sequence
from shutil import get_terminal_size

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

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
    def width(self) -> int:
        widest = max(map(cell_len, (self.name, *self.cells)))
        return min(widest, _FOLDED) if self.is_folded else widest


def table(columns: Sequence[Column], *, indent: int = 0) -> str:
    """Each row on a line, unless it is for a terminal and too long."""
    width = get_terminal_size().columns - indent if is_terminal() else _ENDLESS
    drawn = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    shown = _fitting(columns, width)
    for column in shown:
        drawn.add_column(
            column.name,
            justify="right" if column.is_number else "left",
            no_wrap=not column.is_folded,
            overflow="fold",
        )
    for row in zip(*(column.cells for column in shown), strict=True):
        drawn.add_row(*row)
    text = io.StringIO()
    _console(text, width).print(drawn)
    return "".join(f"{' ' * indent}{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _fitting(columns: Sequence[Column], width: int) -> list[Column]:
    """Without as many spare columns, from the left, as there is no room for."""
    left = list(columns)
    for spare in (column for column in columns if column.is_spare):
        if sum(column.width + _GAP for column in left) - _GAP > width:
            left.remove(spare)
    return left


def _console(text: io.StringIO, width: int) -> Console:
    color = has_color()
    return Console(
        file=text,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
