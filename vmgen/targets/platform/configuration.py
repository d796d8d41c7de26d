"""`spec.configuration` of the KubeVirt object: what KubeVirt does for machines, and how much."""

from collections.abc import Mapping

from vmgen.facts.architectures import ARCHITECTURES
from vmgen.fleet.fleet import Cluster
from vmgen.model.spec.base import Authored
from vmgen.model.spec.kubevirt import KubeVirtSpec
from vmgen.model.spec.kubevirt_settings import (
    ChangedBlockTrackingSpec,
    DiskVerificationSpec,
    EnabledSpec,
    KsmConfigurationSpec,
    LabelSelectorSpec,
    LogVerbositySpec,
    MediatedDevicesSpec,
    RateLimitSpec,
    RateLimitsSpec,
    SmbiosSpec,
    SupportContainerSpec,
    TlsConfigurationSpec,
)
from vmgen.model.spec.migrations import LiveUpdateSpec, MigrationsSpec
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.platform.permitted_devices import permitted_host_devices
from vmgen.targets.platform.settings import as_typed, rows

_CONFIGURATION = "spec.configuration"
_DEVELOPER = f"{_CONFIGURATION}.developerConfiguration"
_BOARDS = f"{_CONFIGURATION}.architectureConfiguration"
_BESIDE = "supportContainerResources[]"
_BUCKET = "restClient.rateLimiter.tokenBucketRateLimiter"
_AS_TYPED: Mapping[str, type[Authored]] = {
    "autoCPULimitNamespaceLabelSelector": LabelSelectorSpec,
    "changedBlockTrackingLabelSelectors": ChangedBlockTrackingSpec,
    "commonInstancetypesDeployment": EnabledSpec,
    "ksmConfiguration": KsmConfigurationSpec,
    "liveUpdateConfiguration": LiveUpdateSpec,
    "mediatedDevicesConfiguration": MediatedDevicesSpec,
    "migrations": MigrationsSpec,
    "persistentReservationConfiguration": EnabledSpec,
    "smbios": SmbiosSpec,
    "tlsConfiguration": TlsConfigurationSpec,
    "virtTemplateDeployment": EnabledSpec,
}
_OF_THE_SAME_NAME = (
    "additionalGuestMemoryOverheadRatio",
    "cpuModel",
    "cpuRequest",
    "defaultRuntimeClass",
    "evictionStrategy",
    "imagePullPolicy",
    "memBalloonStatsPeriod",
    "minCPUModel",
    "obsoleteCPUModels",
    "roleAggregationStrategy",
    "selinuxLauncherType",
    "virtualMachineInstancesPerNode",
    "virtualMachineOptions",
    "virtualMachineOptions.disableFreePageReporting",
    "virtualMachineOptions.disableSerialConsoleLog",
    "vmRolloutStrategy",
    "vmStateStorageClass",
)
_OF_DEVELOPERS = (
    "cpuAllocationRatio",
    "disabledFeatureGates",
    "featureGates",
    "memoryOvercommit",
    "minimumReservePVCBytes",
    "pvcTolerateLessSpaceUpToPercent",
    "useEmulation",
)

CONFIGURATION_ROWS = {
    _BOARDS: "kubevirt.emulatedMachines",
    **{
        f"{_BOARDS}.{name}.{key}": f"kubevirt.{key}.{name}"
        for name in ARCHITECTURES
        for key in ("emulatedMachines", "machineType")
    },
    f"{_BOARDS}.defaultArchitecture": "defaults.placement.architecture | nodes",
    **{f"{_CONFIGURATION}.{key}": f"kubevirt.{key}" for key in _OF_THE_SAME_NAME},
    **{f"{_DEVELOPER}.{key}": f"kubevirt.{key}" for key in _OF_DEVELOPERS},
    **rows(f"{_DEVELOPER}.diskVerification", "kubevirt.diskVerification", DiskVerificationSpec),
    **rows(
        f"{_CONFIGURATION}.supportContainerResources[]", "kubevirt.supportContainerResources[]", SupportContainerSpec
    ),
    **rows(f"{_DEVELOPER}.logVerbosity", "kubevirt.logVerbosity", LogVerbositySpec),
    f"{_CONFIGURATION}.network.defaultNetworkInterface": "kubevirt.defaultNetworkInterface",
    f"{_CONFIGURATION}.network.permitBridgeInterfaceOnPodNetwork": "kubevirt.permitBridgeInterfaceOnPodNetwork",
    f"{_CONFIGURATION}.permittedHostDevices": "nodes",
    **{
        f"{_CONFIGURATION}.{name}Configuration.{_BUCKET}.{key}": f"kubevirt.rateLimits.{name}.{key}"
        for name in ("api", "controller", "handler", "webhook")
        for key in ("qps", "burst")
    },
    **{
        at: typed_at
        for key, model in _AS_TYPED.items()
        for at, typed_at in rows(f"{_CONFIGURATION}.{key}", f"kubevirt.{key}", model).items()
    },
}


def configuration(cluster: Cluster) -> JsonObject:
    spec = cluster.spec.kubevirt
    limits = spec.rate_limits or RateLimitsSpec()
    return present(
        {
            "additionalGuestMemoryOverheadRatio": spec.additional_guest_memory_overhead_ratio or None,
            "apiConfiguration": _rate_limit(limits.api),
            "architectureConfiguration": {
                **_boards(spec),
                # Left out, it is the architecture of the node on which virt-operator happens to start.
                "defaultArchitecture": default_architecture(cluster),
            },
            "autoCPULimitNamespaceLabelSelector": as_typed(spec.auto_cpu_limit_namespace_label_selector),
            "changedBlockTrackingLabelSelectors": as_typed(spec.changed_block_tracking_label_selectors),
            "commonInstancetypesDeployment": as_typed(spec.common_instancetypes_deployment),
            "controllerConfiguration": _rate_limit(limits.controller),
            "cpuModel": spec.cpu_model or None,
            "cpuRequest": spec.cpu_request or None,
            "defaultRuntimeClass": spec.default_runtime_class or None,
            "developerConfiguration": _developer_configuration(spec),
            "evictionStrategy": spec.eviction_strategy,
            "handlerConfiguration": _rate_limit(limits.handler),
            "imagePullPolicy": spec.image_pull_policy,
            "ksmConfiguration": as_typed(spec.ksm_configuration),
            "liveUpdateConfiguration": as_typed(spec.live_update_configuration),
            "mediatedDevicesConfiguration": as_typed(spec.mediated_devices_configuration),
            "memBalloonStatsPeriod": spec.mem_balloon_stats_period,
            "migrations": as_typed(spec.migrations),
            "minCPUModel": spec.min_cpu_model or None,
            "network": _network(spec),
            "obsoleteCPUModels": spec.obsolete_cpu_models or None,
            "permittedHostDevices": permitted_host_devices(cluster),
            "persistentReservationConfiguration": as_typed(spec.persistent_reservation_configuration),
            "roleAggregationStrategy": spec.role_aggregation_strategy,
            "selinuxLauncherType": spec.selinux_launcher_type or None,
            "smbios": as_typed(spec.smbios),
            "supportContainerResources": [as_typed(one) for one in spec.support_container_resources] or None,
            "tlsConfiguration": as_typed(spec.tls_configuration),
            "virtTemplateDeployment": as_typed(spec.virt_template_deployment),
            "virtualMachineInstancesPerNode": spec.virtual_machine_instances_per_node,
            "virtualMachineOptions": _virtual_machine_options(spec),
            "vmRolloutStrategy": spec.vm_rollout_strategy,
            "vmStateStorageClass": cluster.vm_state_class.name if cluster.vm_state_class else None,
            "webhookConfiguration": _rate_limit(limits.webhook),
        }
    )


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


def _boards(spec: KubeVirtSpec) -> JsonObject:
    """KubeVirt's own types stand among them: what is written takes their place, and machines mostly name no type."""
    return {
        name: present(
            {
                "emulatedMachines": list(dict.fromkeys((*known.machine_types, *spec.emulated_machines[name])))
                if name in spec.emulated_machines
                else None,
                "machineType": spec.machine_type.get(name),
            }
        )
        for name, known in ARCHITECTURES.items()
        if name in spec.emulated_machines or name in spec.machine_type
    }


def _developer_configuration(spec: KubeVirtSpec) -> JsonObject:
    return present(
        {
            "cpuAllocationRatio": spec.cpu_allocation_ratio,
            "diskVerification": as_typed(spec.disk_verification),
            "disabledFeatureGates": sorted(spec.disabled_feature_gates) or None,
            "featureGates": sorted(spec.feature_gates),
            "logVerbosity": as_typed(spec.log_verbosity),
            "memoryOvercommit": spec.memory_overcommit,
            "minimumReservePVCBytes": spec.minimum_reserve_pvc_bytes,
            "pvcTolerateLessSpaceUpToPercent": spec.pvc_tolerate_less_space_up_to_percent,
            "useEmulation": True if spec.use_emulation else None,
        }
    )


def _network(spec: KubeVirtSpec) -> JsonObject | None:
    network = {
        "defaultNetworkInterface": spec.default_network_interface,
        "permitBridgeInterfaceOnPodNetwork": None if spec.permit_bridge_interface_on_pod_network else False,
    }
    return present(network) or None


def _virtual_machine_options(spec: KubeVirtSpec) -> JsonObject | None:
    """Each is there or not, and says nothing more."""
    options = as_typed(spec.virtual_machine_options) or {}
    return {name: {} for name, is_on in options.items() if is_on} or None


def _rate_limit(limit: RateLimitSpec | None) -> JsonObject | None:
    if limit is None:
        return None
    return {"restClient": {"rateLimiter": {"tokenBucketRateLimiter": {"qps": limit.qps, "burst": limit.burst}}}}
