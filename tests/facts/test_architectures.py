"""Does the table of architectures agree with what KubeVirt's admission accepts?"""

from collections.abc import Iterator
from typing import Any

import pytest

from vmgen.facts.architectures import AMD64, ARCHITECTURES, ARM64, S390X, Architecture, allows_machine_type

EACH = pytest.mark.parametrize("architecture", ARCHITECTURES.values(), ids=lambda architecture: architecture.name)
Verdicts = list[dict[str, Any]]


@EACH
def test_defaults_are_possible(architecture: Architecture) -> None:
    assert allows_machine_type(architecture, architecture.machine_type)
    assert architecture.disk_bus in architecture.disk_buses
    assert architecture.cdrom_bus in architecture.cdrom_buses
    assert architecture.cpu_model in (architecture.cpu_models or (architecture.cpu_model,))
    assert set(architecture.cdrom_buses) < set(architecture.disk_buses)


@pytest.mark.parametrize(
    ("architecture", "machine_type", "answer"),
    [
        (AMD64, "pc-q35-rhel9.6.0", True),
        (AMD64, "pc-i440fx-7.2", False),
        (AMD64, "Q35", False),
        (ARM64, "virt-rhel9.6.0", True),
        (ARM64, "q35", False),
        (S390X, "s390-ccw-virtio-rhel9.6.0", True),
    ],
)
def test_machine_types_are_matched_whole(architecture: Architecture, machine_type: str, *, answer: bool) -> None:
    assert allows_machine_type(architecture, machine_type) == answer


@pytest.mark.parametrize("architecture", [AMD64, ARM64], ids=lambda architecture: architecture.name)
def test_accepted_buses_are_in_the_table(architecture: Architecture, verdicts: Verdicts) -> None:
    """Not s390x: its admission accepts buses that its machine type does not have."""
    accepted = set(_buses(architecture, verdicts, "accepted"))
    assert accepted >= {("disk", "virtio"), ("disk", "scsi"), ("cdrom", architecture.cdrom_bus)}
    assert accepted <= {("disk", bus) for bus in architecture.disk_buses} | {
        ("cdrom", bus) for bus in architecture.cdrom_buses
    }


def test_arm64_is_refused_at_start_with_any_other_bus(verdicts: Verdicts) -> None:
    refused = {bus for _, bus in _buses(ARM64, verdicts, "refused-at-start", "arm64-disk-bus")}
    assert refused - set(ARM64.disk_buses) == {"sata", "usb"}


@EACH
def test_other_video_types_are_refused_at_start(architecture: Architecture, verdicts: Verdicts) -> None:
    asked = {
        (video["type"], any(cause.get("key", "").endswith("-video") for cause in verdict["causes"]))
        for verdict in _judged(architecture, verdicts)
        if isinstance(video := _devices(verdict).get("video"), dict) and isinstance(video.get("type"), str)
    }
    assert {type_ for type_, is_refused in asked if not is_refused} <= {*architecture.video_types, ""}
    assert {type_ for type_, is_refused in asked if is_refused} & set(architecture.video_types) == set()


def test_bios_is_refused_on_arm64_alone(verdicts: Verdicts) -> None:
    keys = {cause.get("key") for verdict in _judged(ARM64, verdicts) for cause in verdict["causes"]}
    assert "arm64-bios" in keys
    assert not ARM64.has_bios


def _judged(architecture: Architecture, verdicts: Verdicts) -> Iterator[dict[str, Any]]:
    for verdict in verdicts:
        if (
            verdict["kubevirt"] == "1.9.0"
            and _domain(verdict)
            and _spec(verdict).get("architecture", verdict["arch"]) == architecture.name
        ):
            yield verdict


def _spec(verdict: dict[str, Any]) -> dict[str, Any]:
    value: Any = verdict["object"]
    for key in ("spec", "template", "spec"):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _domain(verdict: dict[str, Any]) -> dict[str, Any]:
    domain = _spec(verdict).get("domain")
    return domain if isinstance(domain, dict) else {}


def _devices(verdict: dict[str, Any]) -> dict[str, Any]:
    devices = _domain(verdict).get("devices")
    return devices if isinstance(devices, dict) else {}


def _buses(
    architecture: Architecture, verdicts: Verdicts, outcome: str, key: str | None = None
) -> Iterator[tuple[str, str]]:
    for verdict in _judged(architecture, verdicts):
        keys = {cause.get("key") for cause in verdict["causes"]}
        if verdict["verdict"] == outcome and (key is None or key in keys):
            for disk in _devices(verdict).get("disks") or []:
                yield from (
                    (target, disk[target]["bus"]) for target in ("disk", "cdrom") if disk.get(target, {}).get("bus")
                )
