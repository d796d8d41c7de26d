from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Machine
from vmgen.fleet.placement import NodeFit
from vmgen.model.quantities import to_bytes
from vmgen.model.spec.nodes import NodeGroupSpec
from vmgen.records import record

_UNLIMITED = 2**63


@record
class _Nodes:
    """What a node of a group has, in thousandths of a CPU and bytes."""

    group: NodeGroupSpec
    cpu: int
    memory: int


@machine_check("VM403", shows=Shows.AT_START)
def insufficient_resources(machines: Machines) -> Iterator[Problem]:
    """No node of the cluster that the machine can run on is large enough for it.

    Without memory for it the machine stays Pending. With fewer CPUs than it has it starts and is slow: KubeVirt
    reserves a tenth of a CPU for each virtual one. Groups of nodes that do not say what they have fit everything,
    and the few hundred MiB that KubeVirt needs beside the memory of the guest are not counted.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {memory: {size: 128Gi}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {memory: {size: 32Gi}}
    """
    known: dict[int, tuple[_Nodes, ...]] = {}
    fitting: set[tuple[int, int, str]] = set()
    for machine in machines:
        # Machines that ask for nothing special share one value.
        key = id(machine.node_fit)
        size = (key, machine.spec.resources.cpu.vcpus, machine.spec.resources.memory.size)
        if size in fitting and machine.spec.resources.requests is None:
            continue
        if key not in known:
            known[key] = tuple(_nodes(machine.node_fit))
        cpu, memory = _wanted(machine)
        nodes = known[key]
        if nodes and not any(one.cpu >= cpu and one.memory >= memory for one in nodes):
            yield from _problems(machine, nodes)
        elif machine.spec.resources.requests is None:
            fitting.add(size)


def _nodes(fit: NodeFit) -> Iterator[_Nodes]:
    for group in fit.open:
        memory = to_bytes(group.memory) if group.memory else _UNLIMITED
        yield _Nodes(group, _thousandths(group.cpu) if group.cpu else _UNLIMITED, memory)


def _thousandths(cpu: str) -> int:
    return int(cpu.removesuffix("m")) if cpu.endswith("m") else int(cpu) * 1000


def _wanted(machine: Machine) -> tuple[int, int]:
    resources, requests = machine.spec.resources, machine.spec.resources.requests
    cpu = _thousandths(requests.cpu) if requests and requests.cpu else resources.cpu.vcpus * 1000
    return cpu, to_bytes(requests.memory if requests and requests.memory else resources.memory.size)


def _problems(machine: Machine, nodes: tuple[_Nodes, ...]) -> Iterator[Problem]:
    cpu, memory = _wanted(machine)
    with_memory = max(nodes, key=lambda one: one.memory)
    with_cpu = max(nodes, key=lambda one: one.cpu)
    if with_memory.memory < memory:
        yield _problem(machine, "memory", with_memory.group)
    if with_cpu.cpu < cpu:
        yield _problem(machine, "cpu", with_cpu.group)
    if with_memory.memory >= memory and with_cpu.cpu >= cpu:
        message = (
            f"{_what(machine, 'cpu')} and {_what(machine, 'memory')}, and no {machine.architecture} nodes have both"
        )
        yield Problem(_where(machine, "memory"), message, "take less of either, or add larger nodes to the Cluster")


def _what(machine: Machine, resource: str) -> str:
    resources = machine.spec.resources
    asked = getattr(resources.requests, resource, "")
    if resource == "cpu":
        return f"a request of `{asked}` CPUs" if asked else f"`{resources.cpu.vcpus}` virtual CPUs"
    return f"a request of `{asked}` of memory" if asked else f"`{resources.memory.size}` of memory"


def _where(machine: Machine, resource: str) -> Location:
    if getattr(machine.spec.resources.requests, resource, ""):
        return machine.where("resources", "requests", resource)
    return machine.where("resources", resource, "size" if resource == "memory" else "cores")


def _problem(machine: Machine, resource: str, largest: NodeGroupSpec) -> Problem:
    has = largest.memory if resource == "memory" else largest.cpu
    return Problem(
        _where(machine, resource),
        f"{_what(machine, resource)}, and the largest {machine.architecture} nodes, `{largest.name}`, have `{has}`",
        f"take at most `{has}`, or add larger nodes to the Cluster",
        (Label(machine.cluster.written.where("nodes", largest.name, resource), "what the nodes have"),),
    )
