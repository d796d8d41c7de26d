from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows


@machine_check("VM404", shows=Shows.AT_START)
def architecture_not_in_cluster(machines: Machines) -> Iterator[Problem]:
    """The machine asks for an architecture that no node of its cluster has.

    It would stay Pending.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, placement: {architecture: arm64}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, placement: {architecture: amd64}}
    """
    for machine in machines:
        cluster = machine.cluster
        if machine.architecture not in cluster.architectures:
            listed = " or ".join(f"`{one}`" for one in sorted(cluster.architectures))
            yield Problem(
                machine.where("placement", "architecture"),
                f"no node of `{cluster.name}` is `{machine.architecture}`",
                f"write {listed}, or send the machine to another cluster",
                (Label(cluster.written.where("nodes"), "the nodes"),),
            )
