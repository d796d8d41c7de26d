from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.model.quantities import to_bytes


@machine_check("VM754", shows=Shows.AT_START)
def too_little_memory(machines: Machines) -> Iterator[Problem]:
    """A machine has less memory than its image needs.

    The kernel does not come up, or the installer gives up.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: windows}
        spec:
          virtualSize: 3Gi
          minMemory: 4Gi
          variants: {amd64: {registry: {url: "docker://registry.example.org/windows:1"}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: windows

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: windows}
        spec:
          virtualSize: 3Gi
          minMemory: 4Gi
          variants: {amd64: {registry: {url: "docker://registry.example.org/windows:1"}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: medium
          image: windows
    """
    for machine in machines:
        size = machine.spec.resources.memory.size
        for disk in machine.disks:
            image = disk.image if disk.boot_order is not None else None
            needed = image.spec.min_memory if image is not None else ""
            if image is not None and needed and to_bytes(size) < to_bytes(needed):
                yield Problem(
                    machine.where("resources", "memory", "size"),
                    f"`{size}` is less than the `{needed}` that the Image `{image.name}` needs",
                    f"write `{needed}` or more",
                    (Label(image.where("minMemory"), "what it needs"),),
                )
