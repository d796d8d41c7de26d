from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Shows


@rule("VM769", kind="VirtualMachine", at="spec.template.spec.domain.cpu.model", shows=Shows.AT_START)
def cpu_model_unsupported(model: str, vm: JsonObject) -> Iterator[Finding]:
    """A CPU model that machines of the architecture cannot have.

    On arm64 a guest sees the processor of its node. KubeVirt refuses any other when the machine starts
    (kubevirt/kubevirt pkg/virt-api/webhooks/arm64.go).

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
        spec: {template: small, image: debian-13, resources: {cpu: {model: host-model}}}

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
        spec: {template: small, image: debian-13}
    """
    facts = architecture_of(vm)
    if facts is not None and model and facts.cpu_models and model not in facts.cpu_models:
        listed = " or ".join(f"`{one}`" for one in facts.cpu_models)
        yield Finding(f"there is no CPU model `{model}` on {facts.name}", (), f"leave it out, or write {listed}")
