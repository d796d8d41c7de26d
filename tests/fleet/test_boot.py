"""In which order are disks and interfaces tried?"""

import pytest

from tests.fleet.linking import machine, refused
from vmgen.fleet.fleet import Machine

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


PLACED = """\
disks:
- {name: root, size: 1Gi, bootOrder: 2}
- {name: data, size: 1Gi}
networks:
- {name: eth0, networkName: front, bootOrder: 1}
"""


def places_of(machine: Machine) -> list[int | None]:
    return [*(one.boot_order for one in machine.disks), *(one.boot_order for one in machine.interfaces)]


def test_devices_have_places_of_their_own() -> None:
    found = machine(PLACED)
    assert places_of(found) == [2, None, 1]
    assert found.boot_classes == ()


def test_places_of_devices_and_classes_do_not_go_together() -> None:
    assert refused(PLACED + "bootOrder: [disk]") == [
        ("conflicting-fields", 11, "`bootOrder` beside `networks[eth0].bootOrder`: both say what the firmware tries")
    ]


@pytest.mark.parametrize(
    ("defaults", "fields", "places", "classes"),
    [
        ("bootOrder: [disk]", PLACED, [2, None, 1], ()),
        ("networks: [{name: eth0, bootOrder: 1}]", "bootOrder: [network]", [1], ("network",)),
    ],
)
def test_the_boot_order_of_the_higher_layer_counts(
    defaults: str, fields: str, places: list[int | None], classes: tuple[str, ...]
) -> None:
    found = machine(fields, cluster=f"defaults: {{{defaults}}}")
    assert places_of(found) == places
    assert found.boot_classes == classes


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
