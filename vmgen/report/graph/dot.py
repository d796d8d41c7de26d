"""The graph in DOT, for Graphviz: `vmgen graph --format dot | dot -Tpdf -o fleet.pdf`."""

from collections.abc import Iterator

from vmgen.report.graph.graph import ClusterGraph, Graph, Link, NamespaceNode, Wait

_HEAD = """\
digraph vmgen {
  rankdir=LR
  compound=true
  fontname="Helvetica"
  node [shape=box style="rounded,filled" fillcolor=white fontname="Helvetica" fontsize=11]
  edge [fontname="Helvetica" fontsize=9]
"""


def render_dot(graph: Graph) -> str:
    """Flux walks from left to right."""
    lines = [line for cluster in graph for line in _cluster(cluster)]
    return _HEAD + "".join(f"  {line}\n" for line in lines) + "}\n"


def _cluster(cluster: ClusterGraph) -> Iterator[str]:
    yield f"subgraph {_id('cluster', cluster.name)} {{"
    yield f"  label={_text(f'cluster {cluster.name}')} style=rounded color=gray"
    for link in cluster.links:
        yield f"  {_link(cluster, link)}"
    for namespace in cluster.namespaces:
        yield from (f"  {line}" for line in _namespace(cluster, namespace))
    for wait in cluster.waits:
        yield f"  {_wait(cluster, wait)}"
    for namespace in cluster.namespaces:
        yield from (f"  {line}" for line in _applies(cluster, namespace))
    yield "}"


def _link(cluster: ClusterGraph, link: Link) -> str:
    style = "" if link.is_ours else ' style="rounded,dashed"'
    return f"{_id('link', cluster.name, link.name)} [label={_text(link.name, *link.lines)}{style}]"


def _wait(cluster: ClusterGraph, wait: Wait) -> str:
    before, after = _id("link", cluster.name, wait.before), _id("link", cluster.name, wait.after)
    style = " style=dashed" if wait.is_once else ""
    return f"{before} -> {after} [label={_text(wait.label)}{style}]"


def _namespace(cluster: ClusterGraph, namespace: NamespaceNode) -> Iterator[str]:
    title = f"namespace {namespace.name}"
    if not namespace.machines:
        node = _id("namespace", cluster.name, namespace.name)
        yield f"{node} [label={_text(title, *namespace.lines)} shape=folder style=filled]"
        return
    yield f"subgraph {_box(cluster, namespace)} {{"
    yield f"  label={_text(title)} style=rounded color=gray"
    for node, machine in zip(_machines(cluster, namespace), namespace.machines, strict=True):
        color = " fontcolor=gray40" if machine.power else ""
        yield f"  {node} [label={_text(machine.name, *machine.lines)}{color}]"
    yield "}"


def _applies(cluster: ClusterGraph, namespace: NamespaceNode) -> Iterator[str]:
    """An arrow to the box of the namespace. Graphviz has arrows between nodes only, and orders nodes by arrows."""
    if not namespace.link:
        return
    link = _id("link", cluster.name, namespace.link)
    if not namespace.machines:
        yield f"{link} -> {_id('namespace', cluster.name, namespace.name)}"
        return
    first, *rest = _machines(cluster, namespace)
    yield f"{link} -> {first} [lhead={_box(cluster, namespace)}]"
    yield from (f"{link} -> {one} [style=invis]" for one in rest)


def _box(cluster: ClusterGraph, namespace: NamespaceNode) -> str:
    return _id("cluster", cluster.name, namespace.name)


def _machines(cluster: ClusterGraph, namespace: NamespaceNode) -> list[str]:
    return [_id("machine", cluster.name, namespace.name, one.name) for one in namespace.machines]


def _id(kind: str, *names: str) -> str:
    """Graphviz draws a box around a subgraph whose name begins with `cluster`. A name of a cluster has no slash."""
    return _text("/".join((kind, *names)))


def _text(*lines: str) -> str:
    return '"' + r"\n".join("".join(map(_character, line)) for line in lines) + '"'


def _character(character: str) -> str:
    if not character.isprintable():
        return " "
    return {'"': r"\"", "\\": r"\\", "&": "&amp;"}.get(character, character)
