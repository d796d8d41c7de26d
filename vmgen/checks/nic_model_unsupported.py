from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Shows


@rule("VM724", kind="VirtualMachine", at="spec.template.spec.domain.devices.interfaces[]", shows=Shows.AT_START)
def nic_model_unsupported(interface: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A network card that machines of this architecture do not have.

    The API server accepts the cards of amd64 everywhere, and QEMU does not start with them on arm64 and s390x.

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
        spec: {template: small, image: debian-13, networks: [{name: eth0, model: e1000}]}

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
        spec: {template: small, image: debian-13, networks: [{name: eth0, model: virtio}]}
    """
    facts = architecture_of(vm)
    model = interface.get("model", "")
    if facts and model and model not in facts.nic_models:
        listed = " or ".join(f"`{one}`" for one in facts.nic_models)
        yield Finding(f"there is no network card `{model}` on {facts.name}", ("model",), f"write {listed}")
