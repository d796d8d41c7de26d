"""The KubeVirt object: what virt-operator installs, and how."""

from vmgen.facts import components
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import Operator
from vmgen.model.spec.kubevirt_settings import CertificateRotateStrategySpec, InfraSpec, WorkloadsSpec
from vmgen.model.spec.migrations import WorkloadUpdateStrategySpec
from vmgen.targets.labels import KEEP, VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.platform.components import customized, customized_rows, node_placement, pull_secrets
from vmgen.targets.platform.configuration import CONFIGURATION_ROWS, configuration
from vmgen.targets.platform.node_placement import services_placement, workloads_placement
from vmgen.targets.platform.settings import as_typed, rows
from vmgen.targets.source_map import SourceMap


def _node_rows(part: str, else_: str) -> dict[str, str]:
    """What decides the nodes of a part of KubeVirt where its owner says nothing."""
    place = f"{part}.nodePlacement"
    keys = ("affinity", "nodeSelector", "tolerations")
    return {f"spec.{place}.{key}": f"kubevirt.{place}.{key} | {else_}" for key in keys}


KUBEVIRT_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "kubevirt",
        "metadata.labels": "metadata.name",
        "spec": "kubevirt",
        **CONFIGURATION_ROWS,
        **customized_rows("kubevirt"),
        **rows("spec.certificateRotateStrategy", "kubevirt.certificateRotateStrategy", CertificateRotateStrategySpec),
        **rows("spec.infra", "kubevirt.infra", InfraSpec),
        **rows("spec.workloads", "kubevirt.workloads", WorkloadsSpec),
        **rows("spec.workloadUpdateStrategy", "kubevirt.workloadUpdateStrategy", WorkloadUpdateStrategySpec),
        "spec.imagePullPolicy": "kubevirt.imagePullPolicy",
        "spec.imagePullSecrets": "kubevirt.imagePullSecrets",
        **_node_rows("infra", "kubernetes.hostedControlPlane | nodes"),
        **_node_rows("workloads", "nodes"),
        "spec.infra.replicas": "kubevirt.infra.replicas | nodes",
        "spec.monitorAccount": "monitoring.prometheus.serviceAccount | monitoring.prometheus",
        "spec.monitorNamespace": "monitoring.prometheus.namespace",
        "spec.serviceMonitorNamespace": "monitoring.namespace",
    }
)


def kubevirt(cluster: Cluster, operator: Operator) -> JsonObject:
    component, spec = components.KUBEVIRT, cluster.spec.kubevirt
    return {
        "apiVersion": component.api_version,
        "kind": component.kind,
        "metadata": {
            "name": component.instance,
            "namespace": component.namespace,
            "labels": cluster_labels(cluster),
            "annotations": {**KEEP, **VERBATIM},
        },
        "spec": present(
            {
                "certificateRotateStrategy": as_typed(spec.certificate_rotate_strategy) or {},
                "configuration": configuration(cluster),
                "customizeComponents": customized(spec) or {},
                "imagePullPolicy": spec.image_pull_policy,
                "imagePullSecrets": pull_secrets(spec),
                "infra": _infra(cluster, operator),
                **_monitor(cluster),
                # The default would remove every machine together with this object.
                "uninstallStrategy": "BlockUninstallIfWorkloadsExist",
                "workloadUpdateStrategy": as_typed(spec.workload_update_strategy) or {},
                "workloads": _workloads(cluster, operator),
            }
        ),
    }


def _infra(cluster: Cluster, operator: Operator) -> JsonObject | None:
    """Two of each would wait for a second node that is not there."""
    infra = cluster.spec.kubevirt.infra or InfraSpec()
    replicas = infra.replicas or (1 if _is_single_node(cluster) else None)
    owners = node_placement(infra.node_placement, {})
    # What an owner says is enough to keep KubeVirt from asking for the control plane.
    is_said = bool(owners) and not operator.is_placed
    placement = owners if is_said else node_placement(infra.node_placement, services_placement(cluster, operator))
    return present({"nodePlacement": placement or None, "replicas": replicas}) or None


def _workloads(cluster: Cluster, operator: Operator) -> JsonObject | None:
    workloads = cluster.spec.kubevirt.workloads or WorkloadsSpec()
    placement = node_placement(workloads.node_placement, workloads_placement(cluster, operator))
    return {"nodePlacement": placement} if placement else None


def _monitor(cluster: Cluster) -> JsonObject:
    """With these, KubeVirt makes a ServiceMonitor and alerts: not beside a ServiceMonitor of ours."""
    monitoring = cluster.spec.monitoring
    if monitoring is None or monitoring.service_monitor is not None:
        return {}
    return {
        "monitorAccount": monitoring.prometheus.service_account,
        "monitorNamespace": monitoring.prometheus.namespace,
        "serviceMonitorNamespace": monitoring.namespace or None,
    }


def _is_single_node(cluster: Cluster) -> bool:
    return sum(group.count for group in cluster.spec.nodes) == 1
