from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.storage import provisioner_of
from vmgen.fleet.fleet import Fleet


@check("VM620", shows=Shows.AT_START, severity=Severity.WARNING)
def early_binding(fleet: Fleet) -> Iterator[Problem]:
    """A class whose volumes stay on one node makes them before the machine has a node.

    Each disk of a machine may come to lie on another node, or on one without room for the machine: then it never
    starts. With `WaitForFirstConsumer` the machine chooses first.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          storage:
            classes:
            - {name: local, provisioner: rancher.io/local-path, bindingMode: Immediate}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: root, storageClass: local}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64, count: 2}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          storage:
            classes:
            - {name: local, provisioner: rancher.io/local-path, bindingMode: WaitForFirstConsumer}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: root, storageClass: local}
    """
    used = {(machine.cluster.name, disk.storage_class) for machine in fleet.machines for disk in machine.disks}
    for cluster in fleet.clusters:
        nodes = sum(group.count for group in cluster.spec.nodes)
        for known in cluster.spec.storage.classes:
            if known.binding_mode != "Immediate" or nodes == 1 or (cluster.name, known.name) not in used:
                continue
            row = provisioner_of(known.provisioner, known.parameters)
            if row is not None and row.is_node_bound:
                at = cluster.written.where("storage", "classes", known.name, "bindingMode")
                message = f"`{known.name}` puts a disk on a node before its machine has one"
                yield Problem(at, message, "make the StorageClass anew with `WaitForFirstConsumer`")
