from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.workloads import CDI_WORKLOADS, KUBEVIRT_WORKLOADS, Workloads
from vmgen.fleet.fleet import Fleet
from vmgen.model.spelling import did_you_mean


@check("VM848", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def component_not_patched(fleet: Fleet) -> Iterator[Problem]:
    """A change is for a part of KubeVirt or CDI that the operator does not install.

    The operator looks for the object of this kind and name among its own, finds none, and says nothing.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            customizeComponents:
              patches:
              - resourceType: Deployment
                resourceName: virt-handler
                patch: {metadata: {labels: {team: platform}}}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt:
            version: v1.9.0
            releaseURL: https://mirror.example.org/kubevirt
            customizeComponents:
              patches:
              - resourceType: DaemonSet
                resourceName: virt-handler
                patch: {metadata: {labels: {team: platform}}}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        for key, component, workloads in (
            ("kubevirt", cluster.spec.kubevirt, KUBEVIRT_WORKLOADS),
            ("cdi", cluster.spec.cdi, CDI_WORKLOADS),
        ):
            for index, patch in enumerate(component.customize_components.patches):
                kind, name = patch.resource_type, patch.resource_name
                if kind in workloads and name not in {"*", *workloads[kind]}:
                    at = cluster.written.where(key, "customizeComponents", "patches", index, "resourceName")
                    yield Problem(at, f"there is no {kind} `{name}`", _help(kind, name, workloads))


def _help(kind: str, name: str, workloads: Workloads) -> str:
    other = next((one for one, names in workloads.items() if name in names), "")
    return f"`{name}` is a {other}" if other else did_you_mean(name, workloads[kind])
