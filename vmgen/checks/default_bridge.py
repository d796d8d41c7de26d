from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet


@check("VM847", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def default_bridge(fleet: Fleet) -> Iterator[Problem]:
    """Machines that do not say how they are connected get a bridge on the pod network.

    vmgen says it for every machine of the catalog. Others, written by hand or by other tools, then cannot migrate,
    since the bridge takes the address of the pod; and where bridges on the pod network are not permitted, KubeVirt
    refuses them (pkg/network/vmispec/interface.go).

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, defaultNetworkInterface: bridge}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, defaultNetworkInterface: masquerade}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        spec = cluster.spec.kubevirt
        if spec.default_network_interface == "bridge":
            permitted = spec.permit_bridge_interface_on_pod_network
            outcome = "do not migrate" if permitted else "are refused: bridges there are not permitted"
            at = cluster.written.where("kubevirt", "defaultNetworkInterface")
            yield Problem(at, f"machines that name no interface {outcome}", "write `masquerade`")
