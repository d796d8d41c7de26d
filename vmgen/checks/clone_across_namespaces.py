from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.fleet.fleet import Disk, Machine
from vmgen.model.spec.source import Copy


@machine_check("VM618", shows=Shows.AT_APPLY, severity=Severity.NOTE)
def clone_across_namespaces(machines: Machines) -> Iterator[Problem]:
    """A disk is a copy of a claim or snapshot in another namespace.

    CDI asks whether whoever creates the DataVolume may create `datavolumes/source` over there: that is Flux, or the
    ServiceAccount that its Kustomization names (pkg/apiserver/webhooks/datavolume-mutate.go). Flux as it is installed
    may do everything. Where it may not, a Role in the other namespace with that verb, and a RoleBinding, let it.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source: {pvc: {name: debian-13, namespace: golden-images}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source: {pvc: {name: debian-13}}
    """
    for machine in machines:
        for disk in machine.disks:
            source = disk.source
            if isinstance(source, Copy) and source.namespace not in ("", machine.namespace):
                message = f"Flux must be allowed to create `datavolumes/source` in `{source.namespace}`"
                yield Problem(_place(machine, disk, source.key), message)


def _place(machine: Machine, disk: Disk, key: str) -> Location:
    if disk.image is not None:
        return disk.image.where("variants", machine.architecture, key, "namespace")
    return machine.where("disks", disk.name, "source", key, "namespace")
