from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.storage import RWX_FILE
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.modes import offered_modes


@check("VM766", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def vm_state_not_shared(fleet: Fleet) -> Iterator[Problem]:
    """What a TPM or a firmware remembers is on volumes that one node can mount.

    The machine then runs and does not migrate: a node that is drained has to stop it first. The claim is a file
    system, and KubeVirt asks for `ReadWriteMany` where the class has that
    (kubevirt/user-guide docs/compute/persistent_tpm_and_uefi_state.md).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: office}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt: {version: v1.9.0, manage: false, vmStateStorageClass: ceph-block}
          cdi: {version: v1.66.0, manage: false}
          storage: {classes: [{name: ceph-block, provisioner: rook-ceph.rbd.csi.ceph.com}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: office}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt: {version: v1.9.0, manage: false, vmStateStorageClass: ceph-fs}
          cdi: {version: v1.66.0, manage: false}
          storage: {classes: [{name: ceph-fs, provisioner: rook-ceph.cephfs.csi.ceph.com}]}
    """
    for cluster in fleet.clusters:
        modes = offered_modes(cluster.vm_state_class) if cluster.vm_state_class else None
        nodes = sum(group.count for group in cluster.spec.nodes)
        if modes is not None and RWX_FILE not in modes and nodes > 1:
            yield Problem(
                cluster.written.where("kubevirt", "vmStateStorageClass"),
                "one node can mount a file system of this class, and machines with state there do not migrate",
                "name a class that offers `ReadWriteMany` with `Filesystem`",
            )
