"""Whether a machine can migrate while it runs, as far as its objects tell.

Sources: pkg/virt-handler/vm.go and pkg/network/vmispec/interface.go (kubevirt/kubevirt v1.6.6 to v1.9.0).
"""

from collections.abc import Mapping
from typing import Any

JsonObject = dict[str, Any]

_BRIDGE_MAY_MIGRATE = "kubevirt.io/allow-pod-bridge-network-live-migration"
_HOLDING = ("hostDevices", "gpus")


def is_migratable(vm: JsonObject, claims: Mapping[str, JsonObject]) -> bool:
    """`claims` are the claims and DataVolumes of its namespace by name: one that nobody knows is taken to hold it."""
    template = vm["spec"]["template"]
    spec = template["spec"]
    devices = spec["domain"]["devices"]
    annotations = (template.get("metadata") or {}).get("annotations") or {}
    return (
        not any(devices.get(one) for one in _HOLDING)
        and "launchSecurity" not in spec["domain"]
        and (_BRIDGE_MAY_MIGRATE in annotations or not _is_bridged_to_pods(spec))
        and all(_is_shared(volume, claims) for volume in spec.get("volumes") or ())
    )


def _is_bridged_to_pods(spec: JsonObject) -> bool:
    """Without any interface KubeVirt adds one, and bridges it."""
    networks = {one["name"] for one in spec.get("networks") or () if "pod" in one}
    interfaces = spec["domain"]["devices"].get("interfaces") or ()
    return not interfaces or any("bridge" in one and one["name"] in networks for one in interfaces)


def _is_shared(volume: JsonObject, claims: Mapping[str, JsonObject]) -> bool:
    source = volume.get("dataVolume") or volume.get("persistentVolumeClaim")
    if source is None:
        return "hostDisk" not in volume
    claim = claims.get(source.get("name") or source.get("claimName", ""))
    if claim is None:
        return False
    spec = claim["spec"]
    return "ReadWriteMany" in ((spec.get("storage") or spec.get("pvc") or spec).get("accessModes") or ())
