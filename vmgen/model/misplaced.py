"""Keys that people write for KubeVirt or CDI in a Cluster, where neither has them or vmgen says it elsewhere.

Sources: the schemas of the KubeVirt and CDI objects (facts/fields/), and tutorials that have these keys there.
"""

from collections.abc import Mapping

from vmgen.diagnostics import Route

_OF_MACHINES = "each machine says it, by `patches` with the path `/spec/template/spec"
_FLAT = "its keys stand one step further out: remove this line, and the indentation below it"
_DEVICES = "write `devices` of the `nodes` that have them"
_ALWAYS_GUARDED = "remove it: vmgen always guards machines and disks with `BlockUninstallIfWorkloadsExist`"
_DEPTH = 2

_HINTS: Mapping[str, Mapping[str, str]] = {
    "kubevirt": {
        "configuration": _FLAT,
        "developerConfiguration": _FLAT,
        "network": "write `defaultNetworkInterface` and `permitBridgeInterfaceOnPodNetwork` in its place",
        "modifyWebhookConfig": "remove it: KubeVirt has no such setting, and keeps its webhooks to itself",
        "cpu": f"{_OF_MACHINES}/domain/cpu`; `cpuModel` is for all of them",
        "dedicatedCPUPlacement": f"{_OF_MACHINES}/domain/cpu/dedicatedCpuPlacement`",
        "memory": f"{_OF_MACHINES}/domain/memory`; `memoryOvercommit` is for all of them",
        "hugepages": f"{_OF_MACHINES}/domain/memory/hugepages`",
        "disks": "each machine says it: write `disks` in the Machine or its template",
        "architectureConfiguration": "write `emulatedMachines` and `machineType`, each by architecture",
        "defaultArchitecture": "write `placement: {architecture: amd64}`, or another one, below `defaults`",
        "permittedHostDevices": _DEVICES,
        "pciHostDevices": _DEVICES,
        "mediatedDevices": _DEVICES,
        "instancetype": "remove it: KubeVirt would rewrite machines, and Flux would write them back",
        "uninstallStrategy": _ALWAYS_GUARDED,
        "nodePlacement": "write it below `infra` or `workloads`",
        "replicas": "write it below `infra`",
    },
    "cdi": {
        "config": _FLAT,
        "dataVolumeTTLSeconds": "remove it: CDI would delete DataVolumes, and Flux would make them again",
        "uninstallStrategy": _ALWAYS_GUARDED,
        "nodePlacement": "write its keys below `infra` or `workload`",
        "replicas": "write `deploymentReplicas`, `apiServerReplicas` or `uploadProxyReplicas` below `infra`",
    },
}


def misplaced(route: Route) -> str:
    """What to do about a key of a Cluster that `route` leads to; empty where nothing is known of it."""
    component, key = (route[0], str(route[-1])) if len(route) == _DEPTH else ("", "")
    return _HINTS.get(str(component), {}).get(key, "")
