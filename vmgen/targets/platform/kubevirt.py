"""The KubeVirt object: what virt-operator installs, and how."""

from vmgen.facts import components
from vmgen.facts.architectures import ARCHITECTURES
from vmgen.fleet.fleet import Cluster
from vmgen.model.spec.kubevirt import KubeVirtSpec
from vmgen.targets.labels import KEEP, VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.platform.tolerations import tolerations
from vmgen.targets.source_map import SourceMap

_BOARDS = "spec.configuration.architectureConfiguration"

KUBEVIRT_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "kubevirt",
        "metadata.labels": "metadata.name",
        "spec": "kubevirt",
        _BOARDS: "kubevirt.emulatedMachines",
        **{f"{_BOARDS}.{name}.emulatedMachines": f"kubevirt.emulatedMachines.{name}" for name in ARCHITECTURES},
        f"{_BOARDS}.defaultArchitecture": "defaults.placement.architecture | nodes",
        "spec.configuration.developerConfiguration.disabledFeatureGates": "kubevirt.disabledFeatureGates",
        "spec.configuration.developerConfiguration.featureGates": "kubevirt.featureGates",
        "spec.configuration.developerConfiguration.useEmulation": "kubevirt.useEmulation",
        "spec.configuration.network.permitBridgeInterfaceOnPodNetwork": "kubevirt.permitBridgeInterfaceOnPodNetwork",
        "spec.configuration.vmStateStorageClass": "kubevirt.vmStateStorageClass",
        "spec.infra.replicas": "nodes",
        "spec.workloads.nodePlacement.tolerations": "nodes",
    }
)


def kubevirt(cluster: Cluster) -> JsonObject:
    component = components.KUBEVIRT
    tolerated = tolerations(cluster)
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
                "certificateRotateStrategy": {},
                "configuration": _configuration(cluster),
                "customizeComponents": {},
                "imagePullPolicy": "IfNotPresent",
                "infra": {"replicas": 1} if _is_single_node(cluster) else None,
                # The default would remove every machine together with this object.
                "uninstallStrategy": "BlockUninstallIfWorkloadsExist",
                "workloadUpdateStrategy": {},
                "workloads": {"nodePlacement": {"tolerations": tolerated}} if tolerated else None,
            }
        ),
    }


def _configuration(cluster: Cluster) -> JsonObject:
    spec = cluster.spec.kubevirt
    may_bridge = spec.permit_bridge_interface_on_pod_network
    return present(
        {
            "architectureConfiguration": {
                **_emulated_machines(spec),
                # Left out, it is the architecture of the node on which virt-operator happens to start.
                "defaultArchitecture": default_architecture(cluster),
            },
            "developerConfiguration": present(
                {
                    "disabledFeatureGates": sorted(spec.disabled_feature_gates) or None,
                    "featureGates": sorted(spec.feature_gates),
                    "useEmulation": True if spec.use_emulation else None,
                }
            ),
            "imagePullPolicy": "IfNotPresent",
            "network": None if may_bridge else {"permitBridgeInterfaceOnPodNetwork": False},
            "vmStateStorageClass": cluster.vm_state_class.name if cluster.vm_state_class else None,
        }
    )


def _emulated_machines(spec: KubeVirtSpec) -> JsonObject:
    """KubeVirt's own stand among them: what is written takes their place, and machines mostly name no type."""
    return {
        name: {"emulatedMachines": list(dict.fromkeys((*ARCHITECTURES[name].machine_types, *more)))}
        for name, more in sorted(spec.emulated_machines.items())
    }


def default_architecture(cluster: Cluster) -> str:
    """What the owner names, else the one of most nodes, the first by name among equals."""
    placement = cluster.spec.defaults.get("placement")
    chosen = placement.get("architecture") if isinstance(placement, dict) else None
    if isinstance(chosen, str) and chosen in cluster.architectures:
        return chosen
    nodes = dict.fromkeys(sorted(cluster.architectures), 0)
    for group in cluster.spec.nodes:
        nodes[group.architecture] += group.count
    return max(nodes, key=lambda name: nodes[name])


def _is_single_node(cluster: Cluster) -> bool:
    return sum(group.count for group in cluster.spec.nodes) == 1
