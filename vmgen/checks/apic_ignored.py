from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, rule
from vmgen.diagnostics import Severity, Shows


@rule(
    "VM765",
    kind="VirtualMachine",
    at="spec.template.spec.domain.features.apic",
    shows=Shows.IN_OPERATION,
    severity=Severity.WARNING,
)
def apic_ignored(_apic: JsonObject, vm: JsonObject) -> Iterator[Finding]:
    """An APIC is asked for, or switched off, where the architecture has none.

    It is an interrupt controller of amd64. The others have one of their own, and pass over the field.

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
        spec: {template: small, image: debian-13, domain: {features: {apic: true}}}

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
    if facts is not None and not facts.has_apic:
        yield Finding(f"there is no APIC on {facts.name}, which ignores this", (), "leave it out")
