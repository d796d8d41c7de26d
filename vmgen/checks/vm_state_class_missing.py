from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.facts.architectures import ARCHITECTURES
from vmgen.fleet.fleet import Machine


@machine_check("VM763", shows=Shows.AT_START)
def vm_state_class_missing(machines: Machines) -> Iterator[Problem]:
    """A machine has a TPM or a firmware that remembers, and the Cluster does not say where.

    KubeVirt keeps it in a small claim of its own. Left to itself, it takes the class that the cluster calls its
    default at that moment; without one the machine does not start (kubevirt/kubevirt
    pkg/storage/backend-storage/backend-storage.go). It should be a class that many nodes can mount: otherwise the
    machine cannot migrate. `default` says that the cluster's own will do.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: desktop}
        spec: {template: small, image: debian-13, devices: {tpm: {persistent: true}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: office}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, vmStateStorageClass: local-path}
          cdi: {version: v1.66.0, manage: false}
          storage: {classes: [{name: local-path, provisioner: rancher.io/local-path}]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: desktop, labels: {cluster.vitistack.io/cluster-name: office}}
        spec: {template: small, image: debian-13, devices: {tpm: {persistent: true}}}
    """
    for machine in machines:
        route = _what_remembers(machine)
        if route and not machine.cluster.spec.kubevirt.vm_state_storage_class:
            yield Problem(
                machine.where(*route, "persistent"),
                f"the Cluster `{machine.cluster.name}` does not say where this is kept",
                "write `vmStateStorageClass` below its `kubevirt`",
                (Label(machine.cluster.written.where("kubevirt").key(), "without `vmStateStorageClass`"),),
            )


def _what_remembers(machine: Machine) -> tuple[str, ...]:
    tpm = machine.spec.devices.tpm
    if tpm is not None and tpm.persistent and ARCHITECTURES[machine.architecture].has_persistent_tpm:
        return ("devices", "tpm")
    return ("domain", "firmware", "bootloader") if machine.spec.domain.firmware.bootloader.persistent else ()
