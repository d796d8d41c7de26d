from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.architectures import ARCHITECTURES, allows_machine_type
from vmgen.fleet.fleet import Fleet


@check("VM835", shows=Shows.AT_APPLY)
def default_machine_type_unsupported(fleet: Fleet) -> Iterator[Problem]:
    """A Cluster gives machines a type by default that KubeVirt does not allow.

    Every machine that names no type gets this one, and the API server then refuses it. `emulatedMachines` allows types
    beside KubeVirt's own.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, machineType: {amd64: pc-i440fx-9.2}}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, machineType: {amd64: pc-q35-9.2}}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        spec = cluster.spec.kubevirt
        for name, machine_type in spec.machine_type.items():
            if not allows_machine_type(ARCHITECTURES[name], machine_type, spec.emulated_machines.get(name, ())):
                yield Problem(
                    cluster.written.where("kubevirt", "machineType", name),
                    f"the machine type `{machine_type}` is not allowed on {name}",
                    f"write `{ARCHITECTURES[name].machine_type}`, or allow a version of it with `emulatedMachines`",
                )
