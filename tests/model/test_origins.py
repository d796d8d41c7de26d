"""Does every value of a merged machine know where it was written, and what it overrode?"""

from typing import Any

import pytest

from tests.model.catalogs import CLUSTER, FILE, decoded, document, machine_of, written_at
from vmgen.diagnostics import Location, Route
from vmgen.model.layers import Layer, by_names, place
from vmgen.model.provenance import values

CATALOG = (
    CLUSTER + "  defaults: {sshKeys: [ops], resources: {memory: {size: 3Gi}}}\n",
    document("MachineTemplate", "{description: x, disks: [{name: root, size: 20Gi}, {name: log}]}", name="own"),
    document(
        "Machine",
        "{template: own, hostname: www, disks: [{name: data, size: 1Gi}, {name: log, bus: scsi}]}",
    ),
)
DEFAULTS, TEMPLATE, MACHINE = f"{FILE}:0:spec.defaults", f"{FILE}:1:spec", f"{FILE}:2:spec"


@pytest.mark.parametrize(
    ("route", "written"),
    [
        (("hostname",), f"{MACHINE}.hostname"),
        (("sshKeys",), f"{DEFAULTS}.sshKeys"),
        (("sshKeys", 0), f"{DEFAULTS}.sshKeys.0"),
        (("resources", "memory", "size"), f"{DEFAULTS}.resources.memory.size"),
        (("disks", "root", "size"), f"{TEMPLATE}.disks.0.size"),
        (("disks", "log", "bus"), f"{MACHINE}.disks.1.bus"),
        (("disks", "log", "name"), f"{MACHINE}.disks.1.name"),
        (("disks", "data", "size"), f"{MACHINE}.disks.0.size"),
        (("disks",), f"{MACHINE}.disks"),
        (("resources",), f"{DEFAULTS}.resources"),
        ((), MACHINE),
    ],
)
def test_a_value_is_found_in_the_highest_layer_that_says_it(route: Route, written: str) -> None:
    assert written_at(place(machine_of(*CATALOG).layers, route)) == written


@pytest.mark.parametrize(
    ("route", "written"),
    [
        (("resources", "cpu"), f"{DEFAULTS}.resources"),
        (("disks", "root", "bus"), f"{TEMPLATE}.disks.0"),
        (("disks", "nowhere", "size"), f"{MACHINE}.disks"),
        (("disks", 9), f"{MACHINE}.disks"),
        (("cloudInit", "userData"), MACHINE),
        (("hostname", "deeper"), f"{MACHINE}.hostname"),
    ],
)
def test_what_nobody_says_is_shown_at_the_nearest_place_around_it(route: Route, written: str) -> None:
    assert written_at(place(machine_of(*CATALOG).layers, route)) == written


@pytest.mark.parametrize(
    ("route", "written"),
    [
        (("disks", 0, "size"), f"{TEMPLATE}.disks.0.size"),
        (("disks", 1, "bus"), f"{MACHINE}.disks.1.bus"),
        (("disks", 2, "size"), f"{MACHINE}.disks.0.size"),
        (("disks", 2, "bus"), f"{MACHINE}.disks.0"),
    ],
)
def test_indices_of_the_merged_list_lead_to_the_items_of_that_name(route: Route, written: str) -> None:
    assert written_at(machine_of(*CATALOG).where(route)) == written


@pytest.mark.parametrize(
    ("route", "says"),
    [(("hostname",), True), (("sshKeys",), True), (("disks", "root"), True), (("users",), False), (("image",), False)],
)
def test_a_machine_says_what_any_of_its_layers_says(route: Route, *, says: bool) -> None:
    catalog, _ = decoded(CLUSTER + "  defaults: {sshKeys: []}\n", document("Machine", "{template: small, hostname: a}"))
    assert catalog.machines[0].machine.says(*route) == says


def test_a_resource_of_another_kind_is_its_own_only_layer() -> None:
    catalog, _ = decoded(document("SSHKey", "{keys: [a]}", name="ops"))
    written = catalog.ssh_keys[0]
    assert (written.name, written.kind, written_at(written.at)) == ("ops", "SSHKey", f"{FILE}:0:")
    assert written_at(written.where("keys", 0)) == f"{FILE}:0:spec.keys.0"


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        ([document("Machine", "{template: small}")], f"{FILE}:0:spec.template"),
        ([CLUSTER + "  defaults: {template: small}\n", document("Machine", "{}")], f"{FILE}:0:spec.defaults.template"),
        (
            [document("Machine", "{template: small, disks: [{name: root, bus: scsi}]}")],
            f"{FILE}:0:spec.template",
        ),
    ],
    ids=["machine", "defaults", "beside values of the machine"],
)
def test_what_a_builtin_template_brings_is_shown_where_the_template_is_named(texts: list[str], written: str) -> None:
    assert written_at(place(machine_of(*texts).layers, ("disks", "root", "size"))) == written


@pytest.mark.parametrize(
    ("route", "names"),
    [
        (("a", 0, "b"), ("a", "x", "b")),
        (("a", 1, "b"), ("a", 1, "b")),
        (("a", 9, "b"), ("a", 9, "b")),
        (("a", 0, "c", 0), ("a", "x", "c", "y")),
        (("missing", 0), ("missing", 0)),
        ((), ()),
    ],
)
def test_indices_become_names_where_items_have_one(route: Route, names: Route) -> None:
    assert by_names({"a": ({"name": "x", "c": ({"name": "y"},)}, {"name": 5})}, route) == names


def test_indices_of_rendered_objects_become_names_too() -> None:
    assert by_names({"disks": [{"name": "root", "disk": {}}]}, ("disks", 0, "disk")) == ("disks", "root", "disk")


def test_a_layer_finds_items_by_name_and_by_index() -> None:
    layer = Layer({"a": ({"name": "x", "b": 1},)}, Location(FILE, 3, ("spec",)))
    found = Location(FILE, 3, ("spec", "a", 0, "b"))
    assert (layer.find(("a", "x", "b")), layer.find(("a", 0, "b"))) == (found, found)
    assert (layer.value_at(("a", "x", "b")), layer.value_at(("a", "y", "b")), layer.find(("a", "y"))) == (1, None, None)


def test_every_value_comes_with_what_it_overrode_nearest_first() -> None:
    texts = (
        CLUSTER + "  defaults: {template: small, resources: {memory: {size: 3Gi}}, sshKeys: [ops]}\n",
        document("Machine", "{resources: {memory: {size: 7Gi}}, sshKeys: [], disks: [{name: root, size: 1Gi}]}"),
    )
    found = {one.path: one for one in values(machine_of(*texts))}
    assert {path: (one.value, [value for value, _ in one.overridden]) for path, one in found.items()} == {
        "resources.cpu.cores": (1, []),
        "resources.cpu.threads": (1, []),
        "resources.cpu.sockets": (1, []),
        "resources.memory.size": ("7Gi", ["3Gi", "2Gi"]),
        "disks.root.size": ("1Gi", ["20Gi"]),
        "disks.root.storageClass": ("default", []),
        "template": ("small", []),
        "sshKeys": ((), [("ops",)]),
    }
    size = found["resources.memory.size"]
    assert [written_at(at) for at in (size.at, *(at for _, at in size.overridden))] == [
        f"{FILE}:1:spec.resources.memory.size",
        f"{FILE}:0:spec.defaults.resources.memory.size",
        "built-in template small:0:resources.memory.size",
    ]


@pytest.mark.parametrize(
    ("spec", "path", "value"),
    [
        ("{networks: [{name: pod}]}", "networks.pod", {}),
        ("{disks: [{name: a, source: {blank: {}}}]}", "disks.a.source.blank", {}),
        ("{cloudInit: {}}", "cloudInit", {}),
    ],
)
def test_nothing_that_was_written_is_left_out(spec: str, path: str, value: Any) -> None:
    assert [(one.path, one.value) for one in values(machine_of(document("Machine", spec)))] == [(path, value)]
