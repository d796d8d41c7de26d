from collections.abc import Iterator
from fnmatch import fnmatchcase

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows


@machine_check("VM322", shows=Shows.AT_BUILD)
def namespace_not_allowed(machines: Machines) -> Iterator[Problem]:
    """A machine is in a namespace that its Cluster does not have for machines.

    Flux applies what it finds: whoever writes into the catalog could put a machine beside those of others. The owner of
    the cluster says with `namespaces.allowed` where machines may be.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: shared}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          namespaces: {allowed: [web, team-*]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: payments, labels: {cluster.vitistack.io/cluster-name: shared}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: shared}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          namespaces: {allowed: [web, team-*]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: team-web, labels: {cluster.vitistack.io/cluster-name: shared}}
        spec: {template: small, image: debian-13}
    """
    for machine in machines:
        allowed = machine.cluster.spec.namespaces.allowed
        if allowed and not any(fnmatchcase(machine.namespace, pattern) for pattern in allowed):
            yield Problem(
                machine.written.at / "metadata" / "namespace",
                f"machines of `{machine.cluster.name}` may not be in the namespace `{machine.namespace}`",
                "choose one of " + ", ".join(f"`{one}`" for one in allowed),
                (Label(machine.cluster.written.where("namespaces", "allowed"), "where they may be"),),
            )
