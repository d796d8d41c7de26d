"""Do layers come on each other in the promised order, and lists by the names in them?"""

from typing import Any

import pytest

from tests.model.catalogs import CLUSTER, FILE, decoded, document, layers_of, machine_of, told
from vmgen.model.builtin_templates import BUILTIN_TEMPLATES
from vmgen.model.layers import merged
from vmgen.model.merge import merge
from vmgen.model.resource import resources
from vmgen.syntax.documents import parse

SMALL = BUILTIN_TEMPLATES["small"]


def cluster(defaults: str, *, name: str = "lab") -> str:
    return CLUSTER.replace("{name: lab}", f"{{name: {name}}}") + f"  defaults: {defaults}\n"


@pytest.mark.parametrize(
    ("base", "over", "result"),
    [
        ({}, {}, {}),
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1, "b": 1}, {"b": 2, "c": 2}, {"a": 1, "b": 2, "c": 2}),
        ({"a": {"b": 1, "c": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": {"b": 1}}, {"a": None}, {"a": None}),
        ({"a": {"b": 1}}, {"a": 5}, {"a": 5}),
        ({"a": 5}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        ({"a": ("x", "y")}, {"a": ("z",)}, {"a": ("z",)}),
        ({"a": ("x", "y")}, {"a": ()}, {"a": ()}),
        ({"a": ({"name": "x", "b": 1},)}, {"a": ({"name": "x", "c": 2},)}, {"a": ({"name": "x", "b": 1, "c": 2},)}),
        (
            {"a": ({"name": "x"}, {"name": "y"})},
            {"a": ({"name": "z"}, {"name": "x", "b": 2})},
            {"a": ({"name": "x", "b": 2}, {"name": "y"}, {"name": "z"})},
        ),
        ({"a": ({"name": "x"},)}, {"a": ()}, {"a": ({"name": "x"},)}),
        ({"a": ({"name": "x"},)}, {"a": ({"size": 1},)}, {"a": ({"size": 1},)}),
        ({"a": ({"size": 1},)}, {"a": ({"name": "x"},)}, {"a": ({"name": "x"},)}),
        (
            {"a": ({"name": "x", "b": ({"name": "y", "c": 1},)},)},
            {"a": ({"name": "x", "b": ({"name": "y", "d": 2},)},)},
            {"a": ({"name": "x", "b": ({"name": "y", "c": 1, "d": 2},)},)},
        ),
    ],
)
def test_mappings_merge_by_key_and_lists_by_name(base: Any, over: Any, result: Any) -> None:
    assert merged(base, over) == result


def test_merging_leaves_both_sides_as_they_were() -> None:
    base, over = {"a": {"b": 1}, "c": ({"name": "x"},)}, {"a": {"b": 2}, "c": ({"name": "x", "d": 1},)}
    merged(base, over)
    assert (base, over) == ({"a": {"b": 1}, "c": ({"name": "x"},)}, {"a": {"b": 2}, "c": ({"name": "x", "d": 1},)})


def test_keys_keep_the_order_in_which_they_were_first_written() -> None:
    assert list(merged({"b": 1, "a": 1}, {"c": 2, "a": 2})) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("defaults", "template", "machine", "size"),
    [
        ("{}", "", "{template: small}", "2Gi"),
        ("{resources: {memory: {size: 3Gi}}}", "", "{template: small}", "3Gi"),
        ("{resources: {memory: {size: 3Gi}}}", "{resources: {memory: {size: 5Gi}}}", "{template: own}", "5Gi"),
        ("{resources: {memory: {size: 3Gi}}}", "{hostname: x}", "{template: own}", "3Gi"),
        ("{}", "{resources: {memory: {size: 5Gi}}}", "{template: own, resources: {memory: {size: 7Gi}}}", "7Gi"),
        ("{}", "", "{template: small, resources: {memory: {size: 7Gi}}}", "7Gi"),
        ("{template: medium}", "", "{hostname: x}", "4Gi"),
        ("{template: medium}", "", "{template: large}", "8Gi"),
        ("{template: medium}", "", "{template: ''}", "4Gi"),
        ("{template: own, resources: {memory: {size: 3Gi}}}", "{resources: {memory: {size: 5Gi}}}", "{}", "5Gi"),
    ],
    ids=lambda text: text or "no template",
)
def test_builtin_is_below_defaults_below_template_below_machine(
    defaults: str, template: str, machine: str, size: str
) -> None:
    templates = [document("MachineTemplate", template, name="own")] if template else []
    layered = machine_of(cluster(defaults), *templates, document("Machine", machine))
    assert layered.spec["resources"]["memory"]["size"] == size


def test_a_machine_without_template_and_defaults_is_what_it_says() -> None:
    assert machine_of(document("Machine", "{hostname: www}")).spec == {"hostname": "www"}


def test_disks_come_in_the_order_of_the_layers() -> None:
    template = document("MachineTemplate", "{disks: [{name: root, size: 20Gi}, {name: log}]}", name="own")
    machine = document("Machine", "{template: own, disks: [{name: data}, {name: log, size: 1Gi}, {name: root}]}")
    layered = machine_of(cluster("{disks: [{name: swap}]}"), template, machine)
    assert layered.spec["disks"] == (
        {"name": "swap"},
        {"name": "root", "size": "20Gi"},
        {"name": "log", "size": "1Gi"},
        {"name": "data"},
    )


def test_lists_without_names_are_replaced() -> None:
    machine = machine_of(cluster("{sshKeys: [ops, dev], bootOrder: [disk]}"), document("Machine", "{sshKeys: [web]}"))
    assert (machine.spec["sshKeys"], machine.spec["bootOrder"]) == (("web",), ("disk",))


def test_description_and_override_do_not_reach_the_machine() -> None:
    template = document("MachineTemplate", "{description: big, override: false, hostname: x}", name="own")
    assert machine_of(template, document("Machine", "{template: own}")).spec == {"hostname": "x", "template": "own"}


@pytest.mark.parametrize("name", BUILTIN_TEMPLATES)
def test_builtin_templates_are_whole_machines(name: str) -> None:
    catalog, faults = decoded(document("Machine", f"{{template: {name}}}"))
    assert (len(catalog.machines), faults) == (1, ())


@pytest.mark.parametrize(
    ("name", "sizes"),
    [("small", (1, "2Gi", "20Gi")), ("medium", (2, "4Gi", "40Gi")), ("large", (4, "8Gi", "80Gi"))],
)
def test_builtin_templates_have_the_sizes_of_the_machine_api(name: str, sizes: tuple[int, str, str]) -> None:
    spec = decoded(document("Machine", f"{{template: {name}}}"))[0].machines[0].machine.spec
    assert (spec.resources.cpu.vcpus, spec.resources.memory.size, spec.disks[0].size) == sizes


def test_a_template_under_a_builtin_name_needs_to_say_so() -> None:
    template = document("MachineTemplate", "{resources: {memory: {size: 1Gi}}}", name="small")
    machine = document("Machine", "{template: small}")
    assert told(template, machine) == [
        (
            "duplicate-name",
            3,
            "small",
            "`small` is the name of a built-in template",
            "say `override: true`, or rename it",
        )
    ]
    assert machine_of(template, machine).spec["resources"] == SMALL["resources"]


def test_a_template_that_overrides_replaces_the_builtin_one_whole() -> None:
    template = document("MachineTemplate", "{override: true, hostname: x}", name="small")
    machine = machine_of(template, document("Machine", "{template: small}"))
    assert machine.spec == {"hostname": "x", "template": "small"}


def test_one_machine_of_a_name_is_kept_for_each_cluster_and_namespace() -> None:
    label = "labels: {cluster.vitistack.io/cluster-name: %s}"
    machines = [
        document("Machine", "{template: small}", metadata=label % "lab"),
        document("Machine", "{template: small}", metadata=label % "prod"),
        document("Machine", "{template: small}", metadata=f"namespace: web, {label % 'lab'}"),
    ]
    clusters = [cluster("{}"), cluster("{}", name="prod")]
    assert told(*clusters, *machines) == []
    assert len(layers_of(*clusters, *machines)) == 5


@pytest.mark.parametrize("metadata", ["", "namespace: default", "labels: {cluster.vitistack.io/cluster-name: lab}"])
def test_a_second_machine_of_the_same_name_is_refused(metadata: str) -> None:
    machines = [
        document("Machine", "{template: small}"),
        document("Machine", "{template: large}", metadata=metadata),
    ]
    assert told(*machines) == [("duplicate-name", 8, "web", "a second Machine `web`", "rename one of the two")]
    assert machine_of(*machines).spec["template"] == "small"


@pytest.mark.parametrize("kind", ["MachineTemplate", "NetworkConfiguration", "Image", "Cluster", "SSHKey", "SecretRef"])
def test_other_kinds_have_names_of_their_own(kind: str) -> None:
    texts = document(kind, "{}", name="web"), document("Machine", "{}"), document(kind, "{}", name="web")
    names = [fault[0] for fault in told(*texts) if fault[0] == "duplicate-name"]
    assert names == ["duplicate-name"]


def test_secrets_of_two_namespaces_may_share_a_name() -> None:
    secrets = (
        document("SecretRef", "{keys: [userdata]}"),
        document("SecretRef", "{keys: [userdata]}", metadata="namespace: db"),
    )
    assert told(*secrets) == []


@pytest.mark.parametrize("key", ["disks", "networks", "users"])
def test_two_items_of_one_name_are_refused(key: str) -> None:
    items = f"\n  template: small\n  {key}:\n  - {{name: a}}\n  - {{name: b}}\n  - {{name: a}}"
    assert told(document("Machine", items)) == [("duplicate-item", 9, "a", "a second `a`", "rename one of the two")]


@pytest.mark.parametrize(
    "text",
    [
        cluster("{disks: [{name: a}, {name: a}]}"),
        CLUSTER + "  storage: {classes: [{name: a, provisioner: b}, {name: a, provisioner: c}]}\n",
    ],
)
def test_two_items_of_one_name_are_refused_further_down(text: str) -> None:
    assert [fault[0] for fault in told(text)] == ["duplicate-item"]


@pytest.mark.parametrize(
    ("metadata", "underlined", "message"),
    [
        ("labels: {cluster.vitistack.io/cluster-name: prd}", "prd", "no Cluster `prd`"),
        ("labels: {}", "web", "2 Clusters, and no label says which"),
    ],
)
def test_a_machine_goes_to_the_cluster_of_its_label(metadata: str, underlined: str, message: str) -> None:
    clusters = cluster("{}", name="lab"), cluster("{}", name="prod")
    machine = document("Machine", "{template: small}", metadata=metadata)
    assert [fault[:4] for fault in told(machine, *clusters)] == [("cluster-not-found", 3, underlined, message)]


def test_a_machine_needs_a_cluster() -> None:
    known, _ = resources(parse({FILE: document("Machine", "{template: small}")})[0])
    layered, faults = merge(known)
    assert [one.is_partial for one in layered] == [True]
    assert [one.problem.message for one in faults] == ["no Cluster for this machine"]


@pytest.mark.parametrize(
    ("defaults", "spec", "line"),
    [("{}", "{template: smal}", 13), ("{template: smal}", "{}", 8)],
    ids=["own", "default"],
)
def test_a_template_that_nobody_wrote_is_told_where_it_is_named(defaults: str, spec: str, line: int) -> None:
    faults = told(cluster(defaults), document("Machine", spec))
    assert faults == [
        (
            "template-not-found",
            line,
            "smal",
            "no template `smal`",
            "did you mean `small`? known: `large`, `medium`, `small`",
        )
    ]


def test_a_template_that_is_switched_off_is_an_error_for_its_users_only() -> None:
    template = document("MachineTemplate", "{enabled: false, disks: [{name: root, size: 5Gi}]}", name="tiny")
    assert told(template) == []
    machine = document("Machine", "{template: tiny, resources: {cpu: {cores: 1}, memory: {size: 1Gi}}}")
    assert [fault[:4] for fault in told(template, machine)] == [
        ("template-disabled", 9, "tiny", "the template `tiny` may not be used")
    ]


@pytest.mark.parametrize(
    ("template", "machine", "disks"),
    [
        ("", "", ["boot", "root"]),
        ("", "disksPolicy: merge, disks: [{name: data}],", ["boot", "root", "data"]),
        ("", "disksPolicy: replace, disks: [{name: data}],", ["data"]),
        ("", "disksPolicy: replace, disks: [],", []),
        ("disksPolicy: replace,", "", ["root"]),
        ("disksPolicy: replace,", "disks: [{name: data}],", ["root", "data"]),
    ],
)
def test_a_layer_that_replaces_the_disks_leaves_none_below_it(template: str, machine: str, disks: list[str]) -> None:
    found = machine_of(
        cluster("{disks: [{name: boot}]}"),
        document("MachineTemplate", f"{{{template} disks: [{{name: root}}]}}", name="own"),
        document("Machine", f"{{{machine} template: own}}"),
    )
    assert [disk["name"] for disk in found.spec.get("disks", ())] == disks


def test_a_disk_that_was_replaced_is_written_nowhere_else() -> None:
    found = machine_of(document("Machine", "{template: small, disksPolicy: replace, disks: [{name: root}]}"))
    assert found.spec["disks"] == ({"name": "root"},)
    assert [layer.find(("disks", "root", "size")) for layer in found.layers] == [None, None]
