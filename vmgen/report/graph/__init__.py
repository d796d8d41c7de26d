"""The formats of the graph."""

from collections.abc import Callable, Mapping

from vmgen.report.graph.dot import render_dot
from vmgen.report.graph.graph import Graph
from vmgen.report.graph.mermaid import render_mermaid
from vmgen.report.graph.svg import render_svg

GRAPH_FORMATS: Mapping[str, Callable[[Graph], str]] = {
    "dot": render_dot,
    "mermaid": render_mermaid,
    "svg": render_svg,
}
