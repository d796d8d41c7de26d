"""Where everything stands: links in columns from left to right, each namespace beside its link."""

from collections.abc import Mapping, Sequence

from vmgen.records import record
from vmgen.report.graph.graph import ClusterGraph
from vmgen.report.graph.svg.columns import columns
from vmgen.report.graph.svg.geometry import PORT, Box, Route, Size
from vmgen.report.graph.svg.layers import layers
from vmgen.report.graph.svg.wires import wires

ROW_GAP = 16.0


@record
class Layout:
    """`waits` are in the order of the cluster's; `applied` leads from links to their namespaces."""

    links: Mapping[str, Box]
    namespaces: Mapping[str, Box]
    waits: tuple[Route, ...]
    applied: tuple[Route, ...]
    size: Size


def layout(cluster: ClusterGraph, links: Mapping[str, Size], namespaces: Mapping[str, Size]) -> Layout:
    """Of a cluster that has links. All cards of a column are as wide as the widest."""
    layer_of = layers(cluster.links, cluster.waits)
    widths = [0.0] * (max(layer_of.values()) + 1)
    for name, layer in layer_of.items():
        widths[layer] = max(widths[layer], links[name].width)
    placed = columns(widths, layer_of, cluster.waits)
    wired = wires(cluster.waits, layer_of, placed)
    rows = _Rows(placed.lefts, [wired.bottom] * len(placed.lefts), {}, {})
    beside = {one.link: one.name for one in cluster.namespaces if one.link}
    for link in sorted(cluster.links, key=lambda one: not one.is_ours):
        column, namespace = layer_of[link.name], beside.get(link.name)
        size = Size(widths[column], links[link.name].height)
        rows.add_link(link.name, column, size, {} if namespace is None else {namespace: namespaces[namespace]})
    for name in (one.name for one in cluster.namespaces if not one.link):
        rows.add_namespace(name, namespaces[name])
    everything = (*rows.links.values(), *rows.namespaces.values())
    return Layout(
        rows.links,
        rows.namespaces,
        waits=wired.routes(cluster.waits, rows.links),
        applied=tuple(_straight(rows.links[link], rows.namespaces[name]) for link, name in beside.items()),
        size=Size(max(one.right for one in everything), max(one.bottom for one in everything)),
    )


@record
class _Rows:
    """Columns that are filled from top to bottom. The last is that of the namespaces."""

    lefts: Sequence[float]
    free: list[float]
    """Where the next card of each column may begin."""
    links: dict[str, Box]
    namespaces: dict[str, Box]

    def add_link(self, name: str, column: int, size: Size, beside: Mapping[str, Size]) -> None:
        """With a namespace beside it, all columns up to there stay free."""
        end = len(self.free) if beside else column + 1
        y = max(self.free[column:end])
        self.links[name] = Box(self.lefts[column], y, size)
        bottom = self.links[name].bottom
        for namespace, size_beside in beside.items():
            self.namespaces[namespace] = Box(self.lefts[-1], y, size_beside)
            bottom = max(bottom, self.namespaces[namespace].bottom)
        self.free[column:end] = [bottom + ROW_GAP] * (end - column)

    def add_namespace(self, name: str, size: Size) -> None:
        self.namespaces[name] = Box(self.lefts[-1], self.free[-1], size)
        self.free[-1] = self.namespaces[name].bottom + ROW_GAP


def _straight(link: Box, namespace: Box) -> Route:
    return ((link.right, link.y + PORT), (namespace.x, namespace.y + PORT))
