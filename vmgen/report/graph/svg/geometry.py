"""Sizes, places and lines."""

from vmgen.records import record

PORT = 22.0
"""From the top of a card to where lines begin and end: the middle of its name."""

Point = tuple[float, float]
Route = tuple[Point, ...]
"""The corners of a line."""


@record
class Size:
    width: float
    height: float


@record
class Box:
    x: float
    y: float
    size: Size

    @property
    def right(self) -> float:
        return self.x + self.size.width

    @property
    def bottom(self) -> float:
        return self.y + self.size.height
