from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Shows
from vmgen.facts.labels import RESERVED_LABELS

_MANAGED_BY = ("app.kubernetes.io/managed-by", "vitistack.io/managed-by")
_MACHINE = "vitistack.io/machine"
_SET = "vmgen.dev/set"
_WATCHED = RESERVED_LABELS.union(_MANAGED_BY, (_MACHINE, _SET))


@machine_check("VM308", shows=Shows.AT_APPLY)
def reserved_label(machines: Machines) -> Iterator[Problem]:
    """A machine has a label that is not for people to set.

    KubeVirt refuses a machine with one of its own: `kubevirt.io/` and `created-by`, `install-strategy`,
    `migrationJobUID`, `migrationTargetNodeName`, `nodeName` or `schedulable`. vmgen writes `vitistack.io/machine`,
    `vitistack.io/managed-by` and `app.kubernetes.io/managed-by` itself, over any other value, and `vmgen.dev/set` on
    replicas only.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {kubevirt.io/nodeName: node-1}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {example.org/rack: rack-1}}
        spec: {template: small, image: debian-13}
    """
    for machine in machines:
        labels = machine.written.metadata.labels
        if _WATCHED.isdisjoint(labels):
            continue
        at = machine.written.at / "metadata" / "labels"
        for key in labels:
            if key in RESERVED_LABELS:
                yield Problem((at / key).key(), f"KubeVirt keeps `{key}` for itself", "remove the label")
        if _SET in labels and not machine.set:
            yield Problem((at / _SET).key(), f"vmgen writes `{_SET}` on replicas only", "remove the label")
        ours = dict.fromkeys(_MANAGED_BY, "vmgen") | {_MACHINE: machine.name}
        for key, value in (ours | {_SET: machine.set} if machine.set else ours).items():
            if labels.get(key, value) != value:
                yield Problem(at / key, f"vmgen writes `{value}` over `{labels[key]}`", "remove the label")
