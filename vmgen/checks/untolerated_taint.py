from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Machine
from vmgen.fleet.placement import untolerated


@machine_check("VM407", shows=Shows.AT_START)
def untolerated_taint(machines: Machines) -> Iterator[Problem]:
    """Every node that the machine could run on has a taint that the machine does not tolerate.

    It would stay Pending.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes:
          - name: box
            architecture: amd64
            taints: [{key: example.org/gpu, effect: NoSchedule}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes:
          - name: box
            architecture: amd64
            taints: [{key: example.org/gpu, effect: NoSchedule}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec:
          template: small
          image: debian-13
          placement: {tolerations: [{key: example.org/gpu, operator: Exists}]}
    """
    for machine in machines:
        if machine.node_fit.selected and not machine.node_fit.open:
            yield _problem(machine)


def _problem(machine: Machine) -> Problem:
    group = machine.node_fit.selected[0]
    taint = untolerated(group, machine.spec.placement.tolerations)[0]
    written = f"{taint.key}={taint.value}:{taint.effect}" if taint.value else f"{taint.key}:{taint.effect}"
    is_only_one = len(machine.node_fit.selected) == 1
    nodes = f"the nodes `{group.name}`" if is_only_one else f"`{group.name}`, and the other nodes have taints, too"
    place = machine.where("placement", "tolerations")
    at = place if machine.written.says("placement", "tolerations") else machine.written.at / "metadata" / "name"
    return Problem(
        at,
        f"nothing tolerates the taint `{written}` of {nodes}",
        f"add `{{key: {taint.key}, operator: Exists}}` to `placement.tolerations`",
        (Label(machine.cluster.written.where("nodes", group.name, "taints"), "the taints"),),
    )
