"""Columns of links, and between them the gaps in which lines run up and down."""

from collections.abc import Mapping, Sequence

from vmgen.records import record
from vmgen.report.graph.graph import Wait

GAP, TRUNK_GAP = 40.0, 10.0


@record
class Columns:
    """`lefts` is where each column begins, that of the namespaces last. `trunks` is where a line runs in the gap
    before a column, by whose line it is: all lines from one link share one.
    """

    lefts: tuple[float, ...]
    trunks: tuple[Mapping[str, float], ...]


def columns(widths: Sequence[float], layers: Mapping[str, int], waits: Sequence[Wait]) -> Columns:
    """`widths` are those of the columns of links."""
    lefts: list[float] = []
    trunks: list[Mapping[str, float]] = []
    right = 0.0
    for column, sources in enumerate(_sources(len(widths) + 1, layers, waits)):
        first = right + GAP / 2
        trunks.append({source: first + place * TRUNK_GAP for place, source in enumerate(sources)})
        is_needed = column > 0 or bool(sources)
        lefts.append(right + (GAP + max(0, len(sources) - 1) * TRUNK_GAP if is_needed else 0))
        right = lefts[-1] + (widths[column] if column < len(widths) else 0)
    return Columns(tuple(lefts), tuple(trunks))


def _sources(count: int, layers: Mapping[str, int], waits: Sequence[Wait]) -> list[list[str]]:
    """Whose lines run in each gap, from left to right."""
    found: list[dict[str, None]] = [{} for _ in range(count)]
    for wait in waits:
        found[layers[wait.before] + 1][wait.before] = None
        found[layers[wait.after]][wait.before] = None
    return [list(one) for one in found]
