"""Is everything in the picture, in order, and nothing on top of anything else?"""

from itertools import combinations, pairwise

from hypothesis import given

from tests.report.graph.graphs import clusters
from vmgen.report.graph.graph import ClusterGraph, Link, Wait
from vmgen.report.graph.svg import render_svg
from vmgen.report.graph.svg.cards import link_size, namespace_size
from vmgen.report.graph.svg.geometry import PORT, Box, Size
from vmgen.report.graph.svg.grid import grid
from vmgen.report.graph.svg.layers import layers
from vmgen.report.graph.svg.layout import Layout, layout


def test_links_stand_behind_what_they_wait_for() -> None:
    assert _layers("ab bc ac") == {"a": 0, "b": 1, "c": 2}


def test_who_waits_for_nothing_stands_right_before_the_first_that_waits_for_it() -> None:
    assert _layers("ab bc xc") == {"a": 0, "b": 1, "c": 2, "x": 1}


def test_a_circle_is_drawn_as_if_it_were_open() -> None:
    assert _layers("ab bc ca") == {"b": 0, "c": 1, "a": 2}


@given(clusters())
def test_no_card_is_on_top_of_another(cluster: ClusterGraph) -> None:
    placed = _placed(cluster)
    boxes = [*placed.links.values(), *placed.namespaces.values()]
    assert len(boxes) == len(cluster.links) + len(cluster.namespaces)
    assert [pair for pair in combinations(boxes, 2) if _overlap(*pair)] == []
    assert all(one.x >= 0 and one.right <= placed.size.width for one in boxes)
    assert all(one.y >= 0 and one.bottom <= placed.size.height for one in boxes)


@given(clusters())
def test_no_line_runs_behind_a_card(cluster: ClusterGraph) -> None:
    placed = _placed(cluster)
    boxes = [*placed.links.values(), *placed.namespaces.values()]
    for route in (*placed.waits, *placed.applied):
        for (x1, y1), (x2, y2) in pairwise(route):
            assert x1 == x2 or y1 == y2
            line = Box(min(x1, x2), min(y1, y2), Size(abs(x1 - x2), abs(y1 - y2)))
            assert [box for box in boxes if _overlap(box, line)] == []


@given(clusters())
def test_every_line_ends_at_the_card_that_waits(cluster: ClusterGraph) -> None:
    placed = _placed(cluster)
    for wait, route in zip(cluster.waits, placed.waits, strict=True):
        box = placed.links[wait.after]
        assert route[-1][0] == box.x


@given(clusters())
def test_no_line_makes_a_detour(cluster: ClusterGraph) -> None:
    placed = _placed(cluster)
    for wait, route in zip(cluster.waits, placed.waits, strict=True):
        if len({y for _, y in route}) <= 2:  # without a lane, or what is left of one
            ends = (placed.links[wait.before].y + PORT, route[-1][1])
            assert all(y <= max(ends) for _, y in route)


@given(clusters())
def test_any_shape_can_be_drawn(cluster: ClusterGraph) -> None:
    drawn = render_svg((cluster,))
    assert drawn.count('class="wait') >= len(cluster.waits)
    assert render_svg((cluster,)) == drawn


def test_cards_without_links_stand_side_by_side() -> None:
    size, boxes = grid([Size(100, 50), Size(100, 90), Size(100, 50), Size(100, 50)])
    assert [(box.x, box.y) for box in boxes] == [(0, 0), (116, 0), (232, 0), (0, 66)]
    assert (size.width, size.height) == (332, 116)


def _layers(pairs: str) -> dict[str, int]:
    waits = [Wait(pair[0], pair[1], is_once=False) for pair in pairs.split()]
    return layers([Link(name) for name in dict.fromkeys(pairs.replace(" ", ""))], waits)


def _placed(cluster: ClusterGraph) -> Layout:
    return layout(
        cluster,
        {one.name: link_size(one) for one in cluster.links},
        {one.name: namespace_size(one) for one in cluster.namespaces},
    )


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
