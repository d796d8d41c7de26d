"""The graph as a Mermaid flowchart, which GitHub, GitLab and many editors draw in Markdown."""

import re
from collections.abc import Iterator

from vmgen.report.graph.graph import ClusterGraph, Graph, Link, NamespaceNode, Wait

_PLAIN = frozenset(" ._,/()-")
_HYPHEN_OR_ODD = re.compile(r"(?P<hyphen>(?<=[a-z0-9])-(?=[a-z0-9]))|[^a-z0-9]")
_STYLES = {
    "theirs": "stroke-dasharray: 4",
    "halted": "opacity: 0.6",
}


def render_mermaid(graph: Graph) -> str:
    """Flux walks from left to right."""
    lines = ["flowchart LR"]
    for cluster in graph:
        lines += _cluster(cluster)
    used = [name for name in _STYLES if any(line.endswith(f":::{name}") for line in lines)]
    lines += [f"  classDef {name} {_STYLES[name]}" for name in used]
    return "".join(f"{line}\n" for line in lines)


def _cluster(cluster: ClusterGraph) -> Iterator[str]:
    yield f"  subgraph {_id('cluster', cluster.name)}[{_text(f'cluster {cluster.name}')}]"
    yield "    direction LR"
    for link in cluster.links:
        yield f"    {_link(cluster, link)}"
    for namespace in cluster.namespaces:
        yield from (f"    {line}" for line in _namespace(cluster, namespace))
    for wait in cluster.waits:
        yield f"    {_wait(cluster, wait)}"
    for namespace in cluster.namespaces:
        if namespace.link:
            target = _id("namespace", cluster.name, namespace.name)
            yield f"    {_id('link', cluster.name, namespace.link)} --> {target}"
    yield "  end"


def _link(cluster: ClusterGraph, link: Link) -> str:
    node = f"{_id('link', cluster.name, link.name)}[{_text(link.name, *link.lines)}]"
    return node if link.is_ours else f"{node}:::theirs"


def _wait(cluster: ClusterGraph, wait: Wait) -> str:
    before, after = _id("link", cluster.name, wait.before), _id("link", cluster.name, wait.after)
    arrow = "-.->" if wait.is_once else "-->"
    return f"{before} {arrow}|{wait.label}| {after}"


def _namespace(cluster: ClusterGraph, namespace: NamespaceNode) -> Iterator[str]:
    id_, title = _id("namespace", cluster.name, namespace.name), f"namespace {namespace.name}"
    if not namespace.machines:
        yield f"{id_}[[{_text(title, *namespace.lines)}]]"
        return
    yield f"subgraph {id_}[{_text(title)}]"
    yield "  direction LR"
    for machine in namespace.machines:
        node = _id("machine", cluster.name, namespace.name, machine.name)
        style = ":::halted" if machine.power else ""
        yield f"  {node}([{_text(machine.name, *machine.lines)}]){style}"
    yield "end"


def _id(kind: str, *names: str) -> str:
    """Different for different names, and no word of Mermaid's. A change to the fleet changes its own lines only."""
    return "__".join((kind, *(_HYPHEN_OR_ODD.sub(_id_part, name) for name in names)))


def _id_part(found: re.Match[str]) -> str:
    return "_" if found["hyphen"] else f"X{ord(found[0]):x}X"


def _text(*lines: str) -> str:
    """What might mean something to Mermaid, HTML or Markdown is written as the number of its character."""
    return '"' + "<br/>".join("".join(map(_character, line)) for line in lines) + '"'


def _character(character: str) -> str:
    if not character.isprintable():
        return " "
    return character if character.isalnum() or character in _PLAIN else f"#{ord(character)};"
