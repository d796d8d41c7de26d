"""Why a machine cannot move to another node while it runs, as far as a catalog can tell.

Sources: pkg/virt-handler/vm.go and pkg/network/vmispec/interface.go of kubevirt/kubevirt v1.9.0.
"""

from collections.abc import Iterator

from vmgen.diagnostics import Location
from vmgen.fleet.fleet import Cluster, Fleet, Machine
from vmgen.records import record

_SHARED = "ReadWriteMany"
_SHOWN = 3


@record
class Obstacle:
    """What keeps `machine` where it is, in a few words, and where that was written."""

    machine: Machine
    reason: str
    at: Location


def obstacles(fleet: Fleet, cluster: Cluster) -> Iterator[Obstacle]:
    """One for each machine of a cluster that runs and cannot move."""
    for machine in fleet.machines:
        if machine.cluster is cluster and machine.run_strategy != "Halted":
            found = obstacle(machine)
            if found is not None:
                yield found


def obstacle(machine: Machine) -> Obstacle | None:
    """The first one; None where the machine may well move. What `patches` do is not looked at."""
    for interface in machine.interfaces:
        if interface.network is None and interface.binding == "bridge":
            return Obstacle(machine, "bridged to the pod network", machine.where("networks", interface.name))
    for disk in machine.disks:
        if disk.has_own_claim and disk.access_mode != _SHARED:
            return Obstacle(machine, f"`{disk.name}` is on one node", machine.where("disks", disk.name))
    if sum(group.count for group in machine.node_fit.open) == 1:
        return Obstacle(machine, "no second node takes it", machine.written.at / "metadata" / "name")
    return None


def machines_named(found: tuple[Obstacle, ...]) -> str:
    """The first few by name."""
    named = [f"`{one.machine.name}`" for one in found[:_SHOWN]]
    if len(found) > _SHOWN:
        named.append(f"{len(found) - _SHOWN} more")
    return " and ".join((", ".join(named[:-1]), named[-1])) if len(named) > 1 else named[0]
