"""Which gates are on, by release and by what a cluster lists?"""

import re
from pathlib import Path
from typing import Any

import pytest

from vmgen.facts.feature_gates import REPLACED_BY, SWITCHED_OFF_BY, FeatureGates, Stage, stages
from vmgen.facts.releases import KUBEVIRT_RELEASES, Release

LETTERS = {
    "A": Stage.ALPHA,
    "B": Stage.BETA,
    "G": Stage.STABLE,
    "D": Stage.DEPRECATED,
    "X": Stage.DISCONTINUED,
    "-": None,
}


def gates(version: str, enabled: str = "", disabled: str = "") -> FeatureGates:
    return FeatureGates(version, frozenset(enabled.split()), frozenset(disabled.split()))


def test_every_gate_has_a_stage_in_every_release_line() -> None:
    lines = [release.line for release in KUBEVIRT_RELEASES]
    assert {tuple(release.line for release, _ in rows) for rows in stages().values()} == {tuple(lines)}
    assert [name for name, rows in stages().items() if not any(stage for _, stage in rows)] == []
    assert list(stages()) == sorted(stages(), key=str.lower)


def test_gates_that_stand_for_others_exist() -> None:
    replacing = {name for names in REPLACED_BY.values() for name in names}
    assert {*SWITCHED_OFF_BY, *SWITCHED_OFF_BY.values(), *REPLACED_BY, *replacing} <= stages().keys()


@pytest.mark.parametrize(
    ("version", "stage"),
    [
        ("v1.5.3", Stage.ALPHA),
        ("v1.6.6", Stage.ALPHA),
        ("v1.7.0", Stage.BETA),
        ("v1.9.0", Stage.STABLE),
        ("v1.12.3", Stage.STABLE),
        ("latest", None),
    ],
)
def test_a_gate_comes_a_long_way(version: str, stage: Stage | None) -> None:
    assert gates(version).stage("PanicDevices") is stage


@pytest.mark.parametrize(
    ("name", "version", "enabled", "disabled", "expected"),
    [
        ("HostDisk", "v1.9.0", "", "", False),
        ("HostDisk", "v1.9.0", "HostDisk", "", True),
        ("HostDisk", "v1.9.0", "HostDisk", "HostDisk", False),
        ("Snapshot", "v1.8.4", "", "", False),
        ("Snapshot", "v1.8.4", "Snapshot", "", True),
        ("Snapshot", "v1.9.0", "", "", True),
        ("Snapshot", "v1.9.0", "", "Snapshot", False),
        ("LiveMigration", "v1.9.0", "", "LiveMigration", True),
        ("Passt", "v1.9.0", "Passt", "", False),
        ("MultiArchitecture", "v1.8.4", "", "", False),
        ("MultiArchitecture", "v1.8.4", "MultiArchitecture", "", True),
        ("Template", "v1.7.4", "Template", "", False),
        ("Multiarchitecture", "v1.7.4", "Multiarchitecture", "", False),
    ],
)
def test_a_gate_is_on_by_default_or_because_it_is_listed(
    name: str, version: str, enabled: str, disabled: str, *, expected: bool
) -> None:
    assert gates(version, enabled, disabled).is_on(name) == expected


@pytest.mark.parametrize(
    ("version", "enabled", "disabled", "expected"),
    [
        ("v1.9.0", "", "", True),
        ("v1.9.0", "HotplugVolumes", "", False),
        ("v1.9.0", "DeclarativeHotplugVolumes HotplugVolumes", "", False),
        ("v1.9.0", "", "DeclarativeHotplugVolumes", False),
        ("v1.10.2", "", "", True),
        ("v1.8.4", "", "", False),
        ("v1.8.4", "HotplugVolumes", "", False),
        ("v1.8.4", "DeclarativeHotplugVolumes", "", True),
    ],
)
def test_running_machines_get_disks_by_default_from_1_9_on(
    version: str, enabled: str, disabled: str, *, expected: bool
) -> None:
    assert gates(version, enabled, disabled).is_effective("DeclarativeHotplugVolumes") == expected


def test_the_table_is_that_of_the_sources(shared: Path) -> None:
    text = (shared / "facts" / "kubevirt.md").read_text(encoding="utf-8")
    block = re.search(r"^gate +1\.5 1\.6 1\.7 1\.8 1\.9\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert block
    rows = (line.split() for line in block[1].splitlines())
    expected = {name: [LETTERS[letter] for letter in letters] for name, _, *letters in rows}
    assert {name: [stage for _, stage in rows] for name, rows in stages().items()} == expected


def test_real_admission_misses_only_gates_that_are_off(verdicts: list[dict[str, Any]]) -> None:
    """A verdict that speaks of a gate is one of a KubeVirt on which the table says that it is off."""
    named = {
        "downward-metrics-gate": "DownwardMetrics",
        "empty-cdrom-gate": "DeclarativeHotplugVolumes",
        "host-devices-gate": "HostDevices",
        "host-disk-gate": "HostDisk",
        "multi-architecture-gate": "MultiArchitecture",
        "panic-gate": "PanicDevices",
        "port-ranges-gate": "PortRangesSpec",
        "sev-gate": "WorkloadEncryptionSEV",
        "video-gate": "VideoConfig",
    }
    spoken = [
        (FeatureGates(f"v{one['kubevirt']}", frozenset(one["gates"])), named[cause["key"]])
        for one in verdicts
        for cause in one["causes"]
        if cause.get("key") in named
    ]
    assert len(spoken) > 100
    assert {(found.version, name) for found, name in spoken if found.is_on(name)} == set()
    assert Release(1, 9).tag in {found.version for found, _ in spoken}
