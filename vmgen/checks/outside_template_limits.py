from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Fleet, Machine, Template
from vmgen.model.quantities import to_bytes


@check("VM409", shows=Shows.AT_BUILD)
def outside_template_limits(fleet: Fleet) -> Iterator[Problem]:
    """A machine takes more or less than its template allows.

    `limits` of a MachineTemplate say how far machines may go from its sizes. CPUs are counted as the guest sees them:
    cores x threads x sockets.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: MachineTemplate
        metadata: {name: database}
        spec:
          limits: {memory: {min: 16Gi, max: 64Gi}}
          resources: {cpu: {cores: 4}, memory: {size: 32Gi}}
          disks: [{name: root, size: 20Gi}]
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: db}
        spec: {template: database, image: debian-13, resources: {memory: {size: 8Gi}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: MachineTemplate
        metadata: {name: database}
        spec:
          limits: {memory: {min: 16Gi, max: 64Gi}}
          resources: {cpu: {cores: 4}, memory: {size: 32Gi}}
          disks: [{name: root, size: 20Gi}]
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: db}
        spec: {template: database, image: debian-13, resources: {memory: {size: 48Gi}}}
    """
    limited = {one.name: one for one in fleet.templates if one.spec.limits is not None}
    if limited:
        for machine in fleet.machines:
            if machine.template in limited:
                yield from _problems(machine, limited[machine.template])


def _problems(machine: Machine, template: Template) -> Iterator[Problem]:
    limits, resources = template.spec.limits, machine.spec.resources
    if limits is None:
        return
    cpu, memory = limits.cpu, limits.memory
    if cpu is not None:
        vcpus = resources.cpu.vcpus
        if cpu.min is not None and vcpus < cpu.min:
            yield _problem(machine, template, ("cpu", "min"), f"{vcpus}", f"{cpu.min}")
        if cpu.max is not None and vcpus > cpu.max:
            yield _problem(machine, template, ("cpu", "max"), f"{vcpus}", f"{cpu.max}")
    if memory is not None:
        size = resources.memory.size
        if memory.min and to_bytes(size) < to_bytes(memory.min):
            yield _problem(machine, template, ("memory", "min"), size, memory.min)
        if memory.max and to_bytes(size) > to_bytes(memory.max):
            yield _problem(machine, template, ("memory", "max"), size, memory.max)


def _problem(machine: Machine, template: Template, limit: tuple[str, str], taken: str, allowed: str) -> Problem:
    resource, bound = limit
    least_or_most = "least" if bound == "min" else "most"
    what = "virtual CPUs" if resource == "cpu" else "of memory"
    return Problem(
        machine.where("resources", resource, "cores" if resource == "cpu" else "size"),
        f"`{taken}` {what}, and `{template.name}` allows at {least_or_most} `{allowed}`",
        f"take at {least_or_most} `{allowed}`, or another template",
        (Label(template.where("limits", resource, bound), "the limit"),),
    )
