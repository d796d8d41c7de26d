from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.feature_gates import SWITCHED_OFF_BY
from vmgen.fleet.fleet import Cluster

_GATE = "DeclarativeHotplugVolumes"


@machine_check("VM616", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def hotplug_at_next_start(machines: Machines) -> Iterator[Problem]:
    """A disk shall be plugged in while the machine runs, and this KubeVirt does not look.

    From 1.9 on KubeVirt plugs in and out what a running machine's manifest gains and loses, unless the old feature gate
    HotplugVolumes is listed; before 1.9 it needs the gate DeclarativeHotplugVolumes. Otherwise the disk is there at the
    next start, and nothing says so (pkg/virt-controller/watch/vm/vm.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: old}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.8.4, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: old}}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, hotplug: true}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: new}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: new}}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, hotplug: true}
    """
    for machine in machines:
        for disk in machine.disks:
            help_ = _help(machine.cluster) if disk.spec.hotplug else ""
            if help_:
                version = machine.cluster.spec.kubevirt.version
                message = f"KubeVirt {version} plugs in `{disk.name}` at the next start only"
                yield Problem(machine.where("disks", disk.name, "hotplug"), message, help_)


def _help(cluster: Cluster) -> str:
    """What to do on a cluster where disks wait for the next start; empty where they do not."""
    gates = cluster.feature_gates
    if gates.is_effective(_GATE):
        return ""
    if gates.is_on(SWITCHED_OFF_BY[_GATE]):
        return f"remove the feature gate `{SWITCHED_OFF_BY[_GATE]}` from the Cluster"
    return f"add the feature gate `{_GATE}` to the Cluster"
