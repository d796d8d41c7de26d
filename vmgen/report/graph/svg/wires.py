"""The ways of waits from card to card.

A wait runs in the gap before the column of its end. One that is not from column to next column takes a lane above all
cards, so that none runs behind a card.
"""

from collections.abc import Mapping, Sequence

from vmgen.records import record
from vmgen.report.graph.graph import Wait
from vmgen.report.graph.svg.columns import TRUNK_GAP, Columns
from vmgen.report.graph.svg.geometry import PORT, Box, Route

_LANE_GAP, _BELOW_LANES = 12.0, 4.0
_BRANCH = 12.0


@record
class Wires:
    layers: Mapping[str, int]
    columns: Columns
    lanes: Mapping[str, float]
    """How far from the top a lane runs, by whose line it is."""
    ports: Mapping[Wait, float]
    """How far from the top of its card a line ends."""

    @property
    def bottom(self) -> float:
        """Where cards may begin."""
        return len(self.lanes) * _LANE_GAP + _BELOW_LANES if self.lanes else 0.0

    def routes(self, waits: Sequence[Wait], boxes: Mapping[str, Box]) -> tuple[Route, ...]:
        return _branches([self._route(wait, boxes) for wait in waits])

    def _route(self, wait: Wait, boxes: Mapping[str, Box]) -> Route:
        start, end = boxes[wait.before], boxes[wait.after]
        begin, target = (start.right, start.y + PORT), (end.x, end.y + self.ports[wait])
        out = self.columns.trunks[self.layers[wait.before] + 1][wait.before]
        if _is_direct(wait, self.layers):
            return (begin, (out, begin[1]), (out, target[1]), target)
        lane, back = self.lanes[wait.before], self.columns.trunks[self.layers[wait.after]][wait.before]
        return (begin, (out, begin[1]), (out, lane), (back, lane), (back, target[1]), target)


def wires(waits: Sequence[Wait], layers: Mapping[str, int], columns: Columns) -> Wires:
    lanes: dict[str, float] = {}
    arriving: dict[tuple[str, bool], list[Wait]] = {}
    for wait in waits:
        is_direct = _is_direct(wait, layers)
        arriving.setdefault((wait.after, is_direct), []).append(wait)
        if not is_direct:
            lanes.setdefault(wait.before, len(lanes) * _LANE_GAP)
    ports = {
        wait: _port(place, len(same), is_direct=is_direct)
        for (_, is_direct), same in arriving.items()
        for place, wait in enumerate(same)
    }
    return Wires(layers, columns, lanes, ports)


def _is_direct(wait: Wait, layers: Mapping[str, int]) -> bool:
    return layers[wait.after] == layers[wait.before] + 1


def _port(place: int, count: int, *, is_direct: bool) -> float:
    """What comes from the column before ends where the name is, or below it, and what comes from a lane above it."""
    return PORT + place * TRUNK_GAP if is_direct else PORT * (place + 1) / (count + 1)


def _branches(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Of lines that run up or down together the longest is drawn whole, and the others from where they leave it."""
    farthest: dict[tuple[Route, bool], float] = {}
    for route in routes:
        run, y = _run(route), route[-1][1]
        known = farthest.get(run, y)
        farthest[run] = max(known, y) if _is_down(route) else min(known, y)
    return tuple(route if route[-1][1] == farthest[_run(route)] else _branch(route) for route in routes)


def _run(route: Route) -> tuple[Route, bool]:
    """What it has in common with others."""
    return route[:-2], _is_down(route)


def _is_down(route: Route) -> bool:
    return route[-1][1] > route[-3][1]


def _branch(route: Route) -> Route:
    (_, turn), (x, y) = route[-3:-1]
    length = min(_BRANCH, abs(y - turn))
    return ((x, y - length if _is_down(route) else y + length), *route[-2:])
