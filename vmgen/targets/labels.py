"""Labels and annotations that say whose an object is, and what Flux may do to it."""

from typing import TypeAlias

from vmgen.fleet.fleet import Cluster, Machine
from vmgen.model.spec.metadata import CLUSTER_LABEL, TEMPLATE_LABEL

Labels: TypeAlias = dict[str, str]

MACHINE_LABEL = "vitistack.io/machine"
SET_LABEL = "vmgen.dev/set"
"""On replicas: the name of what they are replicas of."""

KEEP = {"kustomize.toolkit.fluxcd.io/prune": "disabled"}
"""Flux leaves the object when it goes from the tree (fluxcd/pkg ssa/manager_delete.go)."""

CREATE_ONCE = {"kustomize.toolkit.fluxcd.io/ssa": "IfNotPresent"}
"""Flux does not update the object: a DataVolume's spec never changes (CDI datavolume-validate.go)."""

ADOPT = {"cdi.kubevirt.io/allowClaimAdoption": "true"}
"""A DataVolume takes the claim that is there already, and leaves it as it is (CDI datavolume-validate.go)."""

VERBATIM = {"kustomize.toolkit.fluxcd.io/substitute": "disabled"}
"""Flux does not look for `${…}` in it (fluxcd/pkg kustomize/kustomize_varsub.go)."""

OWN_LABELS = frozenset(
    {
        "app.kubernetes.io/managed-by",
        "vitistack.io/managed-by",
        CLUSTER_LABEL,
        MACHINE_LABEL,
        SET_LABEL,
        TEMPLATE_LABEL,
    }
)
OWN_ANNOTATIONS = frozenset({*KEEP, *CREATE_ONCE, *VERBATIM})


def cluster_labels(cluster: Cluster) -> Labels:
    return {
        "app.kubernetes.io/managed-by": "vmgen",
        CLUSTER_LABEL: cluster.name,
        "vitistack.io/managed-by": "vmgen",
    }


def machine_labels(machine: Machine) -> Labels:
    """The author's own labels, and those by which `kubectl get vm,vmi,pvc -l vitistack.io/machine=…` finds it.

    Ours come last, also where the author wrote one of them: a label that says what was so before moves no line.
    """
    labels = {key: value for key, value in machine.written.metadata.labels.items() if key not in OWN_LABELS}
    labels |= cluster_labels(machine.cluster)
    labels[MACHINE_LABEL] = machine.name
    if machine.template:
        labels[TEMPLATE_LABEL] = machine.template
    if machine.set:
        labels[SET_LABEL] = machine.set
    return labels
