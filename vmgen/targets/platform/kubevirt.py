"""The KubeVirt object: what virt-operator installs, and how."""

from vmgen.facts import components
from vmgen.fleet.fleet import Cluster
from vmgen.model.spec.kubevirt_settings import CertificateRotateStrategySpec, InfraSpec, WorkloadsSpec
from vmgen.model.spec.migrations import WorkloadUpdateStrategySpec
from vmgen.targets.labels import KEEP, VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.platform.components import customized, customized_rows, node_placement, pull_secrets
from vmgen.targets.platform.configuration import CONFIGURATION_ROWS, configuration
from vmgen.targets.platform.settings import as_typed, rows
from vmgen.targets.platform.tolerations import tolerations
from vmgen.targets.source_map import SourceMap

_WORKLOADS = "workloads.nodePlacement"

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
        "spec.infra.replicas": "kubevirt.infra.replicas | nodes",
        f"spec.{_WORKLOADS}.tolerations": f"kubevirt.{_WORKLOADS}.tolerations | nodes",
    }
)


def kubevirt(cluster: Cluster) -> JsonObject:
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
                "infra": _infra(cluster),
                # The default would remove every machine together with this object.
                "uninstallStrategy": "BlockUninstallIfWorkloadsExist",
                "workloadUpdateStrategy": as_typed(spec.workload_update_strategy) or {},
                "workloads": _workloads(cluster),
            }
        ),
    }


def _infra(cluster: Cluster) -> JsonObject | None:
    """Two of each would wait for a second node that is not there."""
    infra = cluster.spec.kubevirt.infra or InfraSpec()
    replicas = infra.replicas or (1 if _is_single_node(cluster) else None)
    placement = node_placement(infra.node_placement, [])
    return present({"nodePlacement": placement or None, "replicas": replicas}) or None


def _workloads(cluster: Cluster) -> JsonObject | None:
    workloads = cluster.spec.kubevirt.workloads or WorkloadsSpec()
    placement = node_placement(workloads.node_placement, tolerations(cluster))
    return {"nodePlacement": placement} if placement else None


def _is_single_node(cluster: Cluster) -> bool:
    return sum(group.count for group in cluster.spec.nodes) == 1
