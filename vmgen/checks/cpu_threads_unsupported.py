from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Shows


@rule("VM726", kind="VirtualMachine", at="spec.template.spec.domain.cpu", shows=Shows.AT_START)
def cpu_threads_unsupported(cpu: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A core has several threads on an architecture where a core has one.

    QEMU does not start such a machine on s390x (hw/s390x/s390-virtio-ccw.c). On arm64 KubeVirt refuses it with
    dedicated CPUs (validateThreadCountOnArchitecture), and the cores of the hosts have one thread themselves.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pi}
        spec:
          nodes: [{name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: pi}}
        spec: {template: small, image: debian-13, resources: {cpu: {cores: 1, threads: 2}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: pi}
        spec:
          nodes: [{name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: pi}}
        spec: {template: small, image: debian-13, resources: {cpu: {cores: 2, threads: 1}}}
    """
    facts = architecture_of(vm)
    threads = cpu.get("threads", 1)
    if facts and threads > 1 and not facts.has_threads:
        message = f"`{threads}` threads in a core, where {facts.name} has one"
        yield Finding(message, ("threads",), "write `threads: 1`, and more cores")
