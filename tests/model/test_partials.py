"""Are templates and defaults judged where they stand, once, and as what they are: parts of a Machine?"""

import pytest

from tests.model.catalogs import CLUSTER, document, machine_of, told


def template(spec: str) -> str:
    return document("MachineTemplate", spec, name="own")


def defaults(spec: str) -> str:
    return CLUSTER + f"  defaults: {spec}\n"


SIZE = "resources: {cpu: {cores: 1}, memory: {size: 1Gi}}"
MACHINES = [document("Machine", f"{{template: own, {SIZE}}}", name=name) for name in ("a", "b", "c")]
FAULTS = (
    ("{hostName: x}", "unknown-field", "hostName", "unknown key `hostName`"),
    ("{hostname: A}", "invalid-value", "A", "`A` is not a DNS label"),
    ("{hostname: 5}", "wrong-type", "5", "`hostname` wants a text, not the number `5`"),
    ("{resources: {cpu: {cores: 0}}}", "invalid-value", "0", "`0` is less than 1"),
    ("{disks: [{name: a, size: 1GB}]}", "invalid-value", "1GB", "`1GB` is not a quantity of bytes"),
    ("{disks: [{name: a, source: {image: x, blank: {}}}]}", "conflicting-fields", "blank", "`blank` beside `image`"),
)
FIT = (
    "{}",
    "{resources: {}}",
    "{resources: {cpu: {threads: 2}}}",
    "{resources: {memory: {}}}",
    "{disks: [{name: a, source: {}}]}",
    "{disks: [{name: a, source: {http: {}}}]}",
    "{networks: [{name: eth0}], users: [{name: admin}]}",
    "{domain: {machine: {}}}",
)
ids = [row[0] for row in FAULTS]


@pytest.mark.parametrize("replicas", ["", "replicas: 3, "], ids=["one", "replicas"])
@pytest.mark.parametrize(("spec", "name", "underlined", "message"), FAULTS, ids=ids)
def test_a_machine_without_its_template_is_judged_as_far_as_it_goes(
    spec: str, name: str, underlined: str, message: str, replicas: str
) -> None:
    faults = told(CLUSTER, document("Machine", f"{{template: smal, {replicas}{spec[1:-1]}}}"))
    assert [fault[:1] + fault[2:4] for fault in faults] == [
        ("template-not-found", "smal", "no template `smal`"),
        (name, underlined, message),
    ]


@pytest.mark.parametrize(("spec", "name", "underlined", "message"), FAULTS, ids=ids)
@pytest.mark.parametrize("machines", [[], MACHINES], ids=["unused", "used three times"])
def test_a_fault_of_a_template_is_told_once_where_it_stands(
    machines: list[str], spec: str, name: str, underlined: str, message: str
) -> None:
    assert [fault[:4] for fault in told(template(spec), *machines)] == [(name, 4, underlined, message)]


@pytest.mark.parametrize(("spec", "name", "underlined", "message"), FAULTS, ids=ids)
@pytest.mark.parametrize("machines", [[], MACHINES], ids=["unused", "used three times"])
def test_a_fault_of_defaults_is_told_once_where_it_stands(
    machines: list[str], spec: str, name: str, underlined: str, message: str
) -> None:
    faults = told(defaults(spec), template("{}"), *machines)
    assert [fault[:4] for fault in faults] == [(name, 8, underlined, message)]


@pytest.mark.parametrize("machines", [[], MACHINES], ids=["unused", "used three times"])
def test_a_conflict_within_a_template_is_told_once_where_it_stands(machines: list[str]) -> None:
    assert [fault[:4] for fault in told(template("{powerState: Halted, runStrategy: Always}"), *machines)] == [
        ("conflicting-fields", 4, "runStrategy", "`runStrategy` beside `powerState`")
    ]


@pytest.mark.parametrize("spec", FIT)
def test_a_part_may_lack_what_the_whole_needs(spec: str) -> None:
    assert told(template(spec), defaults(spec)) == []


def test_what_a_machine_lacks_in_the_end_is_told_at_the_nearest_place() -> None:
    machine = document("Machine", "{template: own}")
    assert [fault[:4] for fault in told(template("{resources: {cpu: {cores: 1}}}"), machine)] == [
        ("missing-field", 4, "resources", "`memory` is missing")
    ]
    assert [fault[:4] for fault in told(template("{hostname: x}"), machine)] == [
        ("missing-field", 9, "spec", "`resources` is missing")
    ]


def test_a_fault_that_a_machine_covers_is_told_all_the_same() -> None:
    machine = document("Machine", f"{{template: own, hostname: www, {SIZE}}}")
    assert [fault[1:4] for fault in told(template("{hostname: A}"), machine)] == [(4, "A", "`A` is not a DNS label")]


@pytest.mark.parametrize(
    ("below", "above", "left"),
    [
        ("{powerState: Halted}", "runStrategy: Always", {"runStrategy": "Always"}),
        ("{runStrategy: Always}", "powerState: Halted", {"powerState": "Halted"}),
        ("{powerState: Halted}", "powerState: Running", {"powerState": "Running"}),
    ],
)
def test_the_word_of_a_higher_layer_replaces_the_other_word_below(below: str, above: str, left: dict[str, str]) -> None:
    texts = defaults(below), document("Machine", f"{{template: small, {above}}}")
    assert told(*texts) == []
    spec = machine_of(*texts).spec
    assert {key: spec[key] for key in ("powerState", "runStrategy") if key in spec} == left


def test_the_source_of_a_higher_layer_replaces_the_other_source_below() -> None:
    disk = "disks: [{name: root, source: {%s}}]"
    below, above = disk % "http: {url: 'https://a'}", disk % "blank: {}"
    machine = machine_of(template(f"{{{below}}}"), document("Machine", f"{{template: own, {above}}}"))
    assert machine.spec["disks"] == ({"name": "root", "source": {"blank": {}}},)


@pytest.mark.parametrize(("spec", "name"), [("{description: 5}", "wrong-type"), ("{override: 'true'}", "wrong-type")])
def test_the_own_fields_of_a_template_are_checked_too(spec: str, name: str) -> None:
    assert [fault[0] for fault in told(template(spec))] == [name]


def test_a_template_names_no_template() -> None:
    assert [fault[0] for fault in told(template("{template: small}"))] == ["unknown-field"]


def test_items_of_a_template_have_names() -> None:
    assert [fault[0] for fault in told(template("{disks: [{size: 1Gi}]}"))] == ["missing-field"]


@pytest.mark.parametrize(
    "text",
    [
        document("Machine", "{template: small, disks: [{name: root, source: {http: }}]}"),
        document("Machine", "{template: small, disks: [{name: root, source: {blank: }}]}"),
        document("Image", "{variants: {amd64: {http: }}}"),
        document("Image", "{variants: {amd64: {http: , registry: {url: 'docker://a'}}}}"),
    ],
)
def test_a_source_without_a_value_is_refused(text: str) -> None:
    assert [fault[0] for fault in told(text)] == ["wrong-type"]
