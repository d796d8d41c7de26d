from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.components import COMPONENTS

_PLATFORM = frozenset(component.namespace for component in COMPONENTS)


@machine_check("VM856", shows=Shows.AT_APPLY)
def tenant_in_platform(machines: Machines) -> Iterator[Problem]:
    """Flux is locked down, and a machine is in a namespace of KubeVirt or CDI.

    The rights in a namespace of machines come with the root of the cluster, before anything that it starts. A
    namespace that KubeVirt brings is not there yet: the root would wait for it, and it for the root.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {tenancy: {}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: kubevirt, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          flux: {tenancy: {}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13}
    """
    for machine in machines:
        if machine.namespace in _PLATFORM and machine.cluster.spec.flux.tenancy is not None:
            message = f"`{machine.namespace}` belongs to the platform, and is not there when the rights in it are given"
            yield Problem(machine.written.at / "metadata" / "namespace", message, "use a namespace of its own")
