"""Which machines can migrate, as far as their objects tell."""

import copy
from typing import Any

import pytest

from tests.impact.updates import change_at
from vmgen.impact.migratable import is_migratable

SPEC = "spec.template.spec"
VM: dict[str, Any] = {
    "spec": {
        "template": {
            "spec": {
                "domain": {"devices": {"interfaces": [{"name": "pod", "masquerade": {}}]}},
                "networks": [{"name": "pod", "pod": {}}],
                "volumes": [
                    {"name": "root", "dataVolume": {"name": "web-root"}},
                    {"name": "data", "persistentVolumeClaim": {"claimName": "web-data"}},
                    {"name": "tools", "containerDisk": {"image": "tools"}},
                ],
            }
        }
    }
}
SHARED: dict[str, Any] = {
    "web-root": {"spec": {"storage": {"accessModes": ["ReadWriteMany"]}}},
    "web-data": {"spec": {"accessModes": ["ReadWriteMany"]}},
}


def test_a_machine_on_shared_disks_behind_masquerade_can_migrate() -> None:
    assert is_migratable(VM, SHARED)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{SPEC}.domain.devices.interfaces[pod]", {"name": "pod", "bridge": {}}),
        (f"{SPEC}.domain.devices.interfaces", None),
        (f"{SPEC}.domain.devices.hostDevices", [{"name": "card", "deviceName": "example.org/card"}]),
        (f"{SPEC}.domain.devices.gpus", [{"name": "gpu", "deviceName": "example.org/gpu"}]),
        (f"{SPEC}.domain.launchSecurity", {"sev": {}}),
        (f"{SPEC}.volumes[tools]", {"name": "tools", "hostDisk": {"path": "/disk.img"}}),
        (f"{SPEC}.volumes[data].persistentVolumeClaim.claimName", "nobody-knows"),
    ],
)
def test_one_thing_holds_it(path: str, value: Any) -> None:
    vm = copy.deepcopy(VM)
    change_at(vm, path, value)
    assert not is_migratable(vm, SHARED)


@pytest.mark.parametrize("name", SHARED)
def test_a_disk_for_one_node_holds_it(name: str) -> None:
    one_node = {"spec": {"accessModes": ["ReadWriteOnce"]}}
    assert not is_migratable(VM, {**SHARED, name: one_node})


def test_a_bridge_that_was_allowed_to_migrate_does() -> None:
    vm = copy.deepcopy(VM)
    change_at(vm, f"{SPEC}.domain.devices.interfaces[pod]", {"name": "pod", "bridge": {}})
    allowed = {"kubevirt.io/allow-pod-bridge-network-live-migration": ""}
    change_at(vm, "spec.template.metadata", {"annotations": allowed})
    assert is_migratable(vm, SHARED)
