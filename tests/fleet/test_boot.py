"""In which order are disks and interfaces tried?"""

import pytest

from tests.fleet.linking import machine

DEVICES = """\
disks:
- {name: tools, size: 1Gi, type: cdrom}
- {name: root, size: 1Gi}
- {name: data, size: 1Gi}
- {name: setup, size: 1Gi, type: cdrom}
networks:
- {name: default}
- {name: eth0, networkName: front}
"""


@pytest.mark.parametrize(
    ("boot_order", "places"),
    [
        ("", {"root": 1}),
        ("bootOrder: []", {"root": 1}),
        ("bootOrder: [disk]", {"root": 1, "data": 2}),
        ("bootOrder: [cdrom]", {"tools": 1, "setup": 2}),
        ("bootOrder: [network]", {"default": 1, "eth0": 2}),
        ("bootOrder: [cdrom, disk]", {"tools": 1, "setup": 2, "root": 3, "data": 4}),
        (
            "bootOrder: [network, disk, cdrom]",
            {"default": 1, "eth0": 2, "root": 3, "data": 4, "tools": 5, "setup": 6},
        ),
        ("bootOrder: [disk, cdrom, disk]", {"root": 1, "data": 2, "tools": 3, "setup": 4}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_classes_of_devices_are_tried_in_order(boot_order: str, places: dict[str, int]) -> None:
    linked = machine(DEVICES + boot_order)
    disks = {one.name: one.boot_order for one in linked.disks}
    interfaces = {one.name: one.boot_order for one in linked.interfaces}
    assert {name: place for name, place in {**disks, **interfaces}.items() if place is not None} == places


@pytest.mark.parametrize(
    ("disks", "places"),
    [
        ("", []),
        ("disks: [{name: tools, size: 1Gi, type: cdrom}]", [None]),
        ("disks: [{name: a, size: 1Gi}]\nbootOrder: [cdrom]", [None]),
    ],
)
def test_a_class_without_devices_takes_no_place(disks: str, places: list[int | None]) -> None:
    assert [disk.boot_order for disk in machine(disks).disks] == places


@pytest.mark.parametrize(
    ("fields", "strategy"),
    [
        ("", "Always"),
        ("powerState: Running", "Always"),
        ("powerState: Halted", "Halted"),
        *((f"runStrategy: {name}", name) for name in ("Always", "Halted", "Manual", "RerunOnFailure", "Once")),
    ],
)
def test_a_machine_runs_unless_it_says_otherwise(fields: str, strategy: str) -> None:
    assert machine(fields).run_strategy == strategy
