"""Which alerts KubeVirt brings itself, where it finds the Prometheus that watches it.

Sources: pkg/monitoring/rules/alerts/ (names), pkg/virt-operator/util/config.go (where it looks) and
pkg/virt-operator/resource/generate/install/strategy.go (what it then makes) of kubevirt/kubevirt v1.6.0, v1.7.0,
v1.8.4, v1.9.0.
"""

from types import MappingProxyType

from vmgen.facts.releases import Release, release_of

_SINCE_1_6, _SINCE_1_7, _SINCE_1_8, _SINCE_1_9 = (Release(1, minor) for minor in (6, 7, 8, 9))

BUILT_IN_ALERTS = MappingProxyType(
    {
        "GuestFilesystemAlmostOutOfSpace": _SINCE_1_8,
        "GuestVCPUQueueHighCritical": _SINCE_1_7,
        "GuestVCPUQueueHighWarning": _SINCE_1_7,
        "KubeVirtDeprecatedAPIRequested": _SINCE_1_6,
        "KubeVirtNoAvailableNodesToRunVMs": _SINCE_1_6,
        "KubeVirtVMGuestMemoryAvailableLow": _SINCE_1_8,
        "KubeVirtVMGuestMemoryPressure": _SINCE_1_8,
        "KubeVirtVMIExcessiveMigrations": _SINCE_1_6,
        "LowKVMNodesCount": _SINCE_1_6,
        "LowReadyVirtAPICount": _SINCE_1_8,
        "LowReadyVirtControllersCount": _SINCE_1_6,
        "LowReadyVirtHandlerCount": _SINCE_1_8,
        "LowReadyVirtOperatorsCount": _SINCE_1_6,
        "LowVirtAPICount": _SINCE_1_6,
        "LowVirtControllersCount": _SINCE_1_6,
        "LowVirtOperatorCount": _SINCE_1_6,
        "NoLeadingVirtOperator": _SINCE_1_6,
        "NoReadyVirtAPI": _SINCE_1_8,
        "NoReadyVirtController": _SINCE_1_6,
        "NoReadyVirtHandler": _SINCE_1_8,
        "NoReadyVirtOperator": _SINCE_1_6,
        "OrphanedVirtualMachineInstances": _SINCE_1_6,
        "OutdatedVirtualMachineInstanceWorkloads": _SINCE_1_6,
        "VMCannotBeEvicted": _SINCE_1_6,
        "VMNonRecoverableOSPanic": _SINCE_1_9,
        "VirtAPIDown": _SINCE_1_6,
        "VirtApiRESTErrorsBurst": _SINCE_1_6,
        "VirtControllerDown": _SINCE_1_6,
        "VirtControllerRESTErrorsBurst": _SINCE_1_6,
        "VirtHandlerDaemonSetRolloutFailing": _SINCE_1_6,
        "VirtHandlerDown": _SINCE_1_8,
        "VirtHandlerRESTErrorsBurst": _SINCE_1_6,
        "VirtLauncherPodsStuckFailed": _SINCE_1_8,
        "VirtOperatorDown": _SINCE_1_6,
        "VirtOperatorRESTErrorsBurst": _SINCE_1_6,
        "VirtualMachineInstanceHasEphemeralHotplugVolume": _SINCE_1_8,  # 1.8 alone
        "VirtualMachineStuckInUnhealthyState": _SINCE_1_7,
        "VirtualMachineStuckOnNode": _SINCE_1_7,
    }
)
"""By name, the first release line with it."""

MONITOR_NAMESPACES = ("openshift-monitoring", "monitoring")
"""Where virt-operator looks for a Prometheus that nobody tells it of."""

MONITOR_ACCOUNT = "prometheus-k8s"
"""The service account by which it knows a Prometheus that nobody tells it of."""


def is_built_in(alert: str, version: str) -> bool:
    """Whether a KubeVirt of this version has the alert."""
    release, since = release_of(version), BUILT_IN_ALERTS.get(alert)
    return release is not None and since is not None and since.line <= release.line
