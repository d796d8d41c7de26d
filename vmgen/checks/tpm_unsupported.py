from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Shows


@rule("VM767", kind="VirtualMachine", at="spec.template.spec.domain.devices.tpm", shows=Shows.AT_START)
def tpm_unsupported(tpm: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """A machine has a TPM that QEMU does not have on its architecture.

    On arm64 a TPM works as long as it need not keep anything: for one that does KubeVirt takes a model that is for
    amd64 only (kubevirt/kubevirt#13981). On s390x there is none. The API server accepts all of it.

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
        spec: {template: small, image: debian-13, devices: {tpm: {persistent: true}}}

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
        spec: {template: small, image: debian-13, devices: {tpm: {persistent: false}}}
    """
    facts = architecture_of(vm)
    if facts is None or not tpm.get("enabled", True):
        return
    if not facts.has_tpm:
        yield Finding(f"there is no TPM on {facts.name}", (), "leave it out")
    elif tpm.get("persistent") and not facts.has_persistent_tpm:
        yield Finding(f"there is no persistent TPM on {facts.name}", ("persistent",), "write `persistent: false`")
