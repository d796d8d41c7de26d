from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, architecture_of, cluster_rule
from vmgen.diagnostics import Shows
from vmgen.facts.architectures import Architecture, allows_machine_type
from vmgen.fleet.fleet import Cluster


@cluster_rule("VM722", kind="VirtualMachine", at="spec.template.spec.domain.machine", shows=Shows.AT_APPLY)
def machine_type_unsupported(machine: JsonObject, vm: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
    """A machine type that KubeVirt does not allow on this architecture.

    Left out, the type is the one that fits: `q35` on amd64, `virt` on arm64, `s390-ccw-virtio` on s390x.
    `kubevirt.emulatedMachines` of the Cluster allows others beside those of KubeVirt, such as `pc-i440fx-*`. A plain
    `pc-i440fx` never works: QEMU has that type with a version only.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, domain: {machine: {type: pc-i440fx}}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, domain: {machine: {type: q35}}}
    """
    facts = architecture_of(vm)
    chosen = machine.get("type", "")
    if facts and chosen and not allows_machine_type(facts, chosen, _more(cluster, facts)):
        message = f"the machine type `{chosen}` is not allowed on {facts.name}"
        yield Finding(message, ("type",), f"leave it out, or write `{facts.machine_type}`")


def _more(cluster: Cluster | None, architecture: Architecture) -> tuple[str, ...]:
    """What the cluster allows beside KubeVirt's own."""
    if cluster is None:
        return ()
    allowed = cluster.spec.kubevirt.emulated_machines
    return next((types for name, types in allowed.items() if name == architecture.name), ())
