"""The namespaces of a cluster, or their shards, with machines; where these are too many to show, with their number."""

from collections import Counter
from collections.abc import Sequence

from vmgen.fleet.fleet import Machine
from vmgen.fleet.links import machines_folder
from vmgen.model.spec.network import POD_NETWORK
from vmgen.report.graph.graph import Link, MachineNode, NamespaceNode, counted

MANY_IN_A_NAMESPACE = 12
MANY_IN_ALL = 100
"""A picture of more machines is one of namespaces."""
_FOLDER = machines_folder("")
_RUNNING = "Always"
_POD_NETWORK = f"{POD_NETWORK} network"


def namespaces(machines: Sequence[Machine], links: Sequence[Link], *, is_large: bool) -> tuple[NamespaceNode, ...]:
    by_folder = {link.folder: link.name for link in links if link.is_ours}
    together: dict[str, list[Machine]] = {}
    for machine in sorted(machines, key=lambda one: one.name):
        together.setdefault(machine.folder, []).append(machine)
    return tuple(
        _namespace(folder.removeprefix(_FOLDER), by_folder.get(folder, ""), together[folder], is_large=is_large)
        for folder in sorted(together)
    )


def _namespace(name: str, link: str, machines: list[Machine], *, is_large: bool) -> NamespaceNode:
    is_grouped = is_large or len(machines) > MANY_IN_A_NAMESPACE
    networks = Counter(network for machine in machines for network in _networks(machine))
    return NamespaceNode(
        name,
        link,
        count=len(machines),
        machines=() if is_grouped else tuple(map(_machine, machines)),
        networks=tuple(sorted(networks.items(), key=lambda one: (-one[1], one[0]))),
    )


def _machine(machine: Machine) -> MachineNode:
    resources = machine.spec.resources
    return MachineNode(
        machine.name,
        size=f"{counted(resources.cpu.vcpus, 'vCPU')}, {resources.memory.size}, {machine.architecture}",
        networks=_networks(machine),
        power="" if machine.run_strategy == _RUNNING else machine.run_strategy,
    )


def _networks(machine: Machine) -> tuple[str, ...]:
    """Each once, in the order of the interfaces."""
    named = (one.network.name if one.network else _POD_NETWORK for one in machine.interfaces)
    return tuple(dict.fromkeys(named))
