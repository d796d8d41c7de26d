"""Cards side by side, each where the picture is shortest."""

from collections.abc import Sequence

from vmgen.report.graph.svg.geometry import Box, Size
from vmgen.report.graph.svg.layout import ROW_GAP

_COLUMNS = 3


def grid(sizes: Sequence[Size]) -> tuple[Size, list[Box]]:
    """Cards of one width, in no more than three columns; the size of all, and the place of each."""
    bottoms = [0.0] * min(_COLUMNS, max(1, len(sizes)))
    boxes = []
    for size in sizes:
        column = bottoms.index(min(bottoms))
        boxes.append(Box(column * (size.width + ROW_GAP), bottoms[column], size))
        bottoms[column] += size.height + ROW_GAP
    right = max((one.right for one in boxes), default=0.0)
    return Size(right, max((one.bottom for one in boxes), default=0.0)), boxes
