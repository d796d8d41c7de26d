"""A fleet as the graph of its clusters."""

from vmgen.fleet.fleet import Cluster, Fleet, Machine
from vmgen.report.graph.chain import chain
from vmgen.report.graph.graph import ClusterGraph, Graph
from vmgen.report.graph.namespaces import MANY_IN_ALL, namespaces
from vmgen.targets.lower import lower

PARTS = ("chain", "fleet")
"""What can be shown alone: the links, or the machines."""


def graph(fleet: Fleet, *, cluster: str = "", only: str = "") -> Graph:
    """All clusters or the one named, and all parts or the one named."""
    chosen = {one.name: (one, fleet.machines_of(one)) for one in fleet.clusters if cluster in {"", one.name}}
    is_large = sum(len(machines) for _, machines in chosen.values()) > MANY_IN_ALL
    return tuple(_cluster(*chosen[name], fleet, only=only, is_large=is_large) for name in sorted(chosen))


def _cluster(
    cluster: Cluster, machines: tuple[Machine, ...], fleet: Fleet, *, only: str, is_large: bool
) -> ClusterGraph:
    links, waits = chain(cluster, lower(fleet, cluster)) if only != "fleet" else ((), ())
    shown = namespaces(machines, links, is_large=is_large) if only != "chain" else ()
    return ClusterGraph(cluster.name, links, waits, shown)
