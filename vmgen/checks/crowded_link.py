from collections import Counter
from collections.abc import Iterator
from math import ceil

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.limits import KUSTOMIZATION_MACHINES, KUSTOMIZATION_OBJECTS
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.fleet.links import machines_link

_FILLED = 0.8
"""How full shards shall be: names do not spread evenly."""

_Shard = tuple[str, str, int]
"""Cluster, namespace, and number."""


@check("VM852", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def crowded_link(fleet: Fleet) -> Iterator[Problem]:
    """A Kustomization has more machines, or more objects, than Flux builds in a second.

    kustomize takes four times as long for twice as many objects, and builds one Kustomization at a time
    (fluxcd/pkg kustomize/kustomize_generator.go): all others wait. `flux.shards` splits a namespace. Machines that
    are there already move then, which takes two steps: the documentation of Flux settings has them.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: large}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: large}}
        spec: {replicas: 260, template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: large}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {shards: {web: 2}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: large}}
        spec: {replicas: 260, template: small, image: debian-13}
    """
    machines = Counter((machine.cluster.name, machine.namespace, machine.shard) for machine in fleet.machines)
    objects = _objects(fleet, {shard for shard, count in machines.items() if count > KUSTOMIZATION_MACHINES // 4})
    for cluster in fleet.clusters:
        told = set[str]()
        for shard in sorted(objects):
            name, namespace, number = shard
            if name != cluster.name or namespace in told or not _is_crowded(machines[shard], objects[shard]):
                continue
            told.add(namespace)
            message = (
                f"`{machines_link(namespace, number)}` has {machines[shard]} machines and {objects[shard]} objects"
            )
            at = cluster.written.where("flux", "shards", namespace)
            yield Problem(
                at, message, f"write `flux: {{shards: {{{namespace}: {_wanted(shard, machines, objects)}}}}}`"
            )


def _objects(fleet: Fleet, shards: set[_Shard]) -> Counter[_Shard]:
    """How many objects the machines of these shards become."""
    counted = Counter[_Shard]()
    for machine in fleet.machines:
        shard = machine.cluster.name, machine.namespace, machine.shard
        if shard in shards:
            counted[shard] += _objects_of(machine)
    return counted


def _objects_of(machine: Machine) -> int:
    return 1 + bool(machine.guest.large) + sum(disk.has_own_claim for disk in machine.disks)


def _is_crowded(machines: int, objects: int) -> bool:
    return machines > KUSTOMIZATION_MACHINES or objects > KUSTOMIZATION_OBJECTS


def _wanted(shard: _Shard, machines: Counter[_Shard], objects: Counter[_Shard]) -> int:
    """How many shards the whole namespace needs; at least one more than it has."""
    siblings = [one for one in machines if one[:2] == shard[:2]]
    all_machines, all_objects = (sum(count[one] for one in siblings) for count in (machines, objects))
    fullest = max(all_machines / KUSTOMIZATION_MACHINES, all_objects / KUSTOMIZATION_OBJECTS)
    return max(ceil(fullest / _FILLED), len(siblings) + 1)
