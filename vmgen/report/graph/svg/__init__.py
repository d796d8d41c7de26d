"""The graph as an SVG that stands alone: no fonts, scripts or pictures from elsewhere, and all text is text."""

from collections.abc import Iterator

from vmgen.report.graph.graph import ClusterGraph, Graph, Link, Wait
from vmgen.report.graph.svg.cards import link_card, link_size, namespace_card, namespace_size
from vmgen.report.graph.svg.elements import element, width, words
from vmgen.report.graph.svg.geometry import Point, Route, Size
from vmgen.report.graph.svg.grid import grid
from vmgen.report.graph.svg.layout import Layout, layout
from vmgen.report.graph.svg.style import STYLE

_MARGIN, _PAD, _HEADING = 16.0, 20.0, 52.0
_LEGEND, _SAMPLE = 34.0, 34.0
_RADIUS = 6.0
_NARROWEST = 420.0

Drawn = tuple[Size, list[str]]
"""A part of the picture, from its own corner on."""


def render_svg(graph: Graph) -> str:
    drawn = [_chain(cluster) if cluster.links else _fleet(cluster) for cluster in graph]
    widest = max((_NARROWEST, *(size.width for size, _ in drawn))) + 2 * _PAD
    panels, y = [], _MARGIN
    for cluster, (size, elements) in zip(graph, drawn, strict=True):
        panel = Size(widest, size.height + _HEADING + _PAD)
        content = [f"{one}\n" for one in ("", *_panel(cluster, panel, elements))]
        panels.append(element("g", content, transform=f"translate({_MARGIN:.0f} {y:.1f})"))
        y += panel.height + _MARGIN
    legend = _legend(graph, y)
    height = y + _LEGEND if legend else y
    return _document(Size(widest + 2 * _MARGIN, height), _told(graph), [*panels, *legend])


def _document(size: Size, told: str, content: list[str]) -> str:
    across, down = f"{size.width:.0f}", f"{size.height:.0f}"
    parts = [
        element("title", ["The fleet as Flux reconciles it"], id="vmgen-graph-title"),
        element("desc", [words(told)], id="vmgen-graph-desc"),
        element("style", [STYLE]),
        element("defs", [_tip("tip"), _tip("applied-tip")]),
        element("rect", width=across, height=down, class_="page"),
        *content,
    ]
    return (
        element(
            "svg",
            ("\n", "\n".join(parts), "\n"),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {across} {down}",
            width=across,
            height=down,
            class_="vmgen-graph",
            role="graphics-document",
            aria_roledescription="flowchart",
            aria_labelledby="vmgen-graph-title",
            aria_describedby="vmgen-graph-desc",
        )
        + "\n"
    )


def _told(graph: Graph) -> str:
    """The picture in words, for who does not see it."""
    return " ".join(f"Cluster {one.name}: {one.summary}." for one in graph) or "There is no cluster."


def _panel(cluster: ClusterGraph, size: Size, elements: list[str]) -> Iterator[str]:
    yield element("rect", x=0, y=0, width=size.width, height=size.height, rx=10, class_="panel")
    yield element("text", [words(f"cluster {cluster.name}")], x=_PAD, y=32, class_="heading")
    yield element("text", [words(cluster.summary)], x=size.width - _PAD, y=32, class_="text end")
    content = [f"{one}\n" for one in ("", *elements)]
    yield element("g", content, transform=f"translate({_PAD:.0f} {_HEADING:.0f})")


def _chain(cluster: ClusterGraph) -> Drawn:
    placed = layout(
        cluster,
        {one.name: link_size(one) for one in cluster.links},
        {one.name: namespace_size(one) for one in cluster.namespaces},
    )
    return placed.size, [*_lines(cluster, placed), *_cards(cluster, placed)]


def _fleet(cluster: ClusterGraph) -> Drawn:
    size, boxes = grid([namespace_size(one) for one in cluster.namespaces])
    return size, [namespace_card(one, box) for one, box in zip(cluster.namespaces, boxes, strict=True)]


def _lines(cluster: ClusterGraph, placed: Layout) -> Iterator[str]:
    for wait, corners in zip(cluster.waits, placed.waits, strict=True):
        class_ = "wait once" if wait.is_once else "wait"
        yield element("path", d=_path(corners), class_=class_, marker_end="url(#vmgen-graph-tip)")
    for corners in placed.applied:
        yield element("path", d=_path(corners), class_="applied", marker_end="url(#vmgen-graph-applied-tip)")


def _cards(cluster: ClusterGraph, placed: Layout) -> Iterator[str]:
    for link in cluster.links:
        yield link_card(link, placed.links[link.name], _link_told(link, cluster.waits))
    for namespace in cluster.namespaces:
        yield namespace_card(namespace, placed.namespaces[namespace.name])


def _link_told(link: Link, waits: tuple[Wait, ...]) -> str:
    awaited = ", ".join(f"{one.before} ({one.label})" for one in waits if one.after == link.name)
    return "; ".join((link.name, *([f"waits for {awaited}"] if awaited else []), *link.lines))


def _path(corners: Route) -> str:
    """Through the corners, rounded, without those at which nothing turns."""
    points = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        radius = min(_RADIUS, _distance(before, corner) / 2, _distance(corner, after) / 2)
        if radius and (before[0] == corner[0]) != (corner[0] == after[0]):
            points += [_towards(corner, before, radius), corner, _towards(corner, after, radius)]
    drawn = [f"M{_at(points[0])}"]
    for start, corner, end in zip(points[1::3], points[2::3], points[3::3], strict=True):
        drawn += [f"L{_at(start)}", f"Q{_at(corner)} {_at(end)}"]
    return "".join([*drawn, f"L{_at(corners[-1])}"])


def _distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(corner: Point, other: Point, radius: float) -> Point:
    scale = radius / _distance(corner, other)
    return corner[0] + (other[0] - corner[0]) * scale, corner[1] + (other[1] - corner[1]) * scale


def _at(point: Point) -> str:
    return " ".join(f"{one:.1f}".removesuffix(".0") for one in point)


def _tip(class_: str) -> str:
    """The end of an arrow."""
    return element(
        "marker",
        [element("path", d="M0 0L8 4L0 8Z", class_=class_)],
        id=f"vmgen-graph-{class_}",
        viewBox="0 0 8 8",
        refX=8,
        refY=4,
        markerWidth=8,
        markerHeight=8,
        markerUnits="userSpaceOnUse",
        orient="auto",
    )


def _legend(graph: Graph, y: float) -> list[str]:
    """What the lines mean that are drawn."""
    waits = {wait.is_once for cluster in graph for wait in cluster.waits}
    is_applied = any(namespace.link for cluster in graph for namespace in cluster.namespaces)
    meanings = [
        ("wait", "tip", "followed when ready", False in waits),
        ("wait once", "tip", "followed once it has been ready", True in waits),
        ("applied", "applied-tip", "applies", is_applied),
    ]
    elements: list[str] = []
    x = _MARGIN
    for class_, tip, text, is_drawn in meanings:
        if is_drawn:
            elements += _meaning(class_, tip, text, x=x, y=y + 6)
            x += _SAMPLE + 10 + width(text, "text") + 24
    return elements


def _meaning(class_: str, tip: str, text: str, *, x: float, y: float) -> Iterator[str]:
    path = _path(((x, y), (x + _SAMPLE, y)))
    yield element("path", d=path, class_=class_, marker_end=f"url(#vmgen-graph-{tip})")
    yield element("text", [words(text)], x=x + _SAMPLE + 10, y=y + 4, class_="text")
