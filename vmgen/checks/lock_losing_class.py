from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Severity, Shows
from vmgen.facts.storage import provisioner_of
from vmgen.fleet.fleet import Fleet
from vmgen.model.spec.cluster import StorageClassSpec


@check("VM621", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def lock_losing_class(fleet: Fleet) -> Iterator[Problem]:
    """Machines on several nodes can write to a class that loses their locks.

    Longhorn's ReadWriteMany is an NFS server in a pod. While a machine moves, the new node cannot take the lock of its
    disk ("Failed to get write lock", longhorn/longhorn#10498): it stays where it is. A class with the parameter
    `migratable: "true"` shares block devices instead.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          storage:
            classes: [{name: shared, provisioner: driver.longhorn.io, parameters: {nfsOptions: vers=4.2}}]
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          {template: small, image: debian-13, disks: [{name: root, storageClass: shared, accessMode: ReadWriteMany}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          storage:
            classes: [{name: shared, provisioner: driver.longhorn.io, parameters: {migratable: "true"}}]
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          {template: small, image: debian-13, disks: [{name: root, storageClass: shared, accessMode: ReadWriteMany}]}
    """
    losing = {id(one) for cluster in fleet.clusters for one in cluster.spec.storage.classes if _loses_locks(one)}
    for machine in fleet.machines if losing else ():
        for disk in machine.disks:
            known = disk.known_class
            if known is not None and id(known) in losing and disk.access_mode == "ReadWriteMany" and disk.has_own_claim:
                yield Problem(
                    machine.where("disks", disk.name, "storageClass"),
                    f"`{machine.name}` cannot move to another node with a disk of `{known.name}`",
                    'use a class with the parameter `migratable: "true"`, or `ReadWriteOnce`',
                    (
                        Label(
                            machine.cluster.written.where("storage", "classes", known.name, "parameters"), "its class"
                        ),
                    ),
                )


def _loses_locks(known: StorageClassSpec) -> bool:
    row = provisioner_of(known.provisioner, known.parameters)
    return row is not None and row.loses_locks
