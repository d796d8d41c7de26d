"""Does the chain keep the rules without which Flux gets stuck?

The rules have numbers (E05, W12), which stand beside the test that holds each; tests/test_tree_rules.py has those on
the objects that the chain applies.
"""

import graphlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import pytest
import yaml

from tests.support import ROOT, SHARED
from tests.trees import (
    KUSTOMIZATION,
    ClusterTree,
    Rendered,
    cluster_spec,
    cluster_trees,
    files_below,
    kustomizations,
    links,
    objects,
)

TREES = cluster_trees()
each_tree = pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)

RELEASE_FOLDERS = {"kubevirt-operator", "kubevirt-cdi"}
NEVER_READY = {"VirtualMachine", "PersistentVolumeClaim", "DataVolume"}
READY_AT_ONCE = {"KubeVirt", "CDI"}
# What the release manifests bring: tests/test_kustomize.py looks for them there.
IN_THE_RELEASE = {
    ("kubevirt-operator", "Deployment", "virt-operator"),
    ("kubevirt-operator", "CustomResourceDefinition", "kubevirts.kubevirt.io"),
    ("kubevirt-cdi", "Deployment", "cdi-operator"),
}
DEFINITIONS = tuple(
    SHARED / "crds" / file
    for file in (
        "kustomize-controller/kustomizations.kustomize.toolkit.fluxcd.io.yaml",
        "kubevirt/kubevirts.kubevirt.io.yaml",
        "kubevirt/virtualmachines.kubevirt.io.yaml",
        "cdi/cdis.cdi.kubevirt.io.yaml",
        "cdi/datavolumes.cdi.kubevirt.io.yaml",
        "multus-cni/network-attachment-definitions.k8s.cni.cncf.io.yaml",
    )
)
DURATION = re.compile(r"([0-9]+(\.[0-9]+)?(ms|s|m|h))+")
SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
LONGEST_LABEL = 63


def test_there_are_trees_of_stories_and_of_the_example_fleet() -> None:
    assert {tree.repository == ROOT for tree in TREES} == {True, False}


@each_tree
def test_dependencies_are_kustomizations_of_this_tree_or_named_by_the_cluster(tree: ClusterTree) -> None:  # E05
    known = {link.name for link in links(tree)} | set(_named_by_the_author(cluster_spec(tree)))
    assert {one for link in links(tree) for one in _dependencies(link)} - known == set()


@each_tree
def test_dependencies_stay_in_the_namespace_of_their_kustomization(tree: ClusterTree) -> None:  # E05
    depends_on = [one for link in links(tree) for one in link.body["spec"].get("dependsOn", ())]
    assert [one for one in depends_on if set(one) - {"name", "readyExpr"}] == []


@each_tree
def test_no_kustomization_waits_for_itself(tree: ClusterTree) -> None:  # E06
    graph = _graph(tree)
    order = tuple(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError
    assert set(graph) <= set(order)


@each_tree
def test_machines_wait_for_what_brings_their_definitions(tree: ClusterTree) -> None:  # E07
    graph, spec = _graph(tree), cluster_spec(tree)
    bringers = set[str]()
    for component, link in (("kubevirt", "kubevirt-instance"), ("cdi", "kubevirt-cdi")):
        bringers |= {link} if spec[component].get("manage", True) else set(spec[component].get("dependsOn", ()))
    machines = [name for name in graph if name.startswith("machines-")]

    assert [name for name in machines if not bringers <= _transitive(name, graph)] == []


@each_tree
def test_every_kustomization_has_a_name_of_its_own(tree: ClusterTree) -> None:  # E09
    names = Counter((link.namespace, link.name) for link in links(tree))
    assert [name for name, times in names.items() if times > 1] == []


@each_tree
def test_every_folder_is_reconciled_by_one_kustomization(tree: ClusterTree) -> None:  # E09
    folders = sorted(_folder(link, tree) for link in links(tree))
    assert folders == sorted(set(kustomizations(tree)) - {""})


@each_tree
def test_paths_start_where_the_cluster_says(tree: ClusterTree) -> None:  # E09
    start = cluster_spec(tree).get("flux", {}).get("path", f"./{tree.folder}")
    assert [link.name for link in links(tree) if not link.body["spec"]["path"].startswith(f"{start}/")] == []


@each_tree
def test_every_file_is_listed_and_every_listed_file_is_there(tree: ClusterTree) -> None:  # E09
    files = {path for path in files_below(tree.root) if path.rpartition("/")[2] != KUSTOMIZATION}
    beside = cluster_spec(tree).get("flux", {}).get("extraResources", ())
    extra = {path.removeprefix("./").rstrip("/") for path in beside}
    listed = {
        f"{folder}/{resource}" if folder else resource
        for folder, body in kustomizations(tree).items()
        for resource in body["resources"]
        if "://" not in resource
    }
    assert listed - extra == files
    assert extra <= listed


@each_tree
def test_health_checks_name_the_version_and_what_their_kustomization_applies(tree: ClusterTree) -> None:  # E10
    applied = {(one.folder, one.kind, one.name) for one in objects(tree)} | IN_THE_RELEASE
    for link in links(tree):
        for check in _health_checks(link):
            assert check["apiVersion"]
            assert (_folder(link, tree), check["kind"], check["name"]) in applied


@each_tree
def test_what_flux_takes_for_ready_at_once_has_an_expression(tree: ClusterTree) -> None:  # E11
    for link in links(tree):
        judged = {(one["apiVersion"], one["kind"]) for one in _health_expressions(link)}
        checked = {(one["apiVersion"], one["kind"]) for one in _health_checks(link) if one["kind"] in READY_AT_ONCE}
        assert checked == judged


@each_tree
def test_a_platform_that_is_managed_is_waited_for(tree: ClusterTree) -> None:  # E11
    checked = {one["kind"] for link in links(tree) for one in _health_checks(link)}
    assert {one.kind for one in objects(tree) if one.kind in READY_AT_ONCE} <= checked


@each_tree
def test_no_expression_is_true_of_an_empty_list(tree: ClusterTree) -> None:  # W12
    expressions = [text for link in links(tree) for one in _health_expressions(link) for text in one.values()]
    assert [text for text in expressions if ".filter(" in text or ".all(" in text] == []


@each_tree
def test_no_kind_has_two_expressions(tree: ClusterTree) -> None:  # E13
    for link in links(tree):
        kinds = Counter((one["apiVersion"].partition("/")[0], one["kind"]) for one in _health_expressions(link))
        assert [kind for kind, times in kinds.items() if times > 1] == []


@each_tree
def test_nothing_waits_for_what_may_never_be_ready(tree: ClusterTree) -> None:  # E14, E16
    assert {one["kind"] for link in links(tree) for one in _health_checks(link)} & NEVER_READY == set()
    assert [link.name for link in links(tree) if link.body["spec"]["wait"] is not False] == []


@each_tree
def test_nothing_depends_on_machines(tree: ClusterTree) -> None:  # E14
    assert [one for link in links(tree) for one in _dependencies(link) if one.startswith("machines-")] == []


@each_tree
def test_durations_are_written_out_and_a_timeout_ends_before_the_next_look(tree: ClusterTree) -> None:  # E15, E30
    for link in links(tree):
        fields = [link.body["spec"][field] for field in ("retryInterval", "timeout", "interval")]
        assert all(DURATION.fullmatch(duration) for duration in fields)
        retry_interval, timeout, interval = (_seconds(duration) for duration in fields)
        assert retry_interval < timeout < interval


@each_tree
def test_kustomizations_change_nothing_on_the_way(tree: ClusterTree) -> None:  # E17
    known = {"deletionPolicy", "dependsOn", "healthCheckExprs", "healthChecks", "interval", "path", "prune"}
    known |= {"decryption", "retryInterval", "sourceRef", "timeout", "wait"}
    assert {key for link in links(tree) for key in link.body["spec"]} - known == set()


@each_tree
def test_only_the_two_releases_are_fetched_and_patched(tree: ClusterTree) -> None:  # E17
    for folder, body in kustomizations(tree).items():
        fetched = [resource for resource in body["resources"] if "://" in resource]
        assert set(body) - {"apiVersion", "kind", "resources"} == ({"patches"} if fetched else set())
        assert not fetched or folder in RELEASE_FOLDERS


@each_tree
def test_objects_fit_the_definitions_that_a_cluster_has(tree: ClusterTree) -> None:  # E30
    if not DEFINITIONS[0].exists():
        pytest.skip("the definitions of Flux, KubeVirt and CDI are not beside the project")
    judged = [one for one in objects(tree) if (one.body["apiVersion"], one.kind) in _validators()]
    for one in judged:
        _validators()[one.body["apiVersion"], one.kind].validate(one.body)
    assert {one.kind for one in judged} >= {"Kustomization", "VirtualMachine"}


@each_tree
def test_kustomizations_keep_to_the_namespace_of_their_source(tree: ClusterTree) -> None:  # E33
    assert {link.namespace for link in links(tree)} == {
        cluster_spec(tree).get("flux", {}).get("namespace", "flux-system")
    }
    assert [link.name for link in links(tree) if set(link.body["spec"]["sourceRef"]) != {"kind", "name"}] == []


@each_tree
def test_names_of_kustomizations_fit_into_a_label(tree: ClusterTree) -> None:
    assert [link.name for link in links(tree) if len(link.name) > LONGEST_LABEL] == []


@each_tree
def test_losing_a_link_of_the_platform_uninstalls_nothing(tree: ClusterTree) -> None:
    for link in links(tree):
        assert (link.body["spec"].get("deletionPolicy") == "Orphan") != link.name.startswith("machines-")


def _graph(tree: ClusterTree) -> dict[str, set[str]]:
    return {link.name: set(_dependencies(link)) for link in links(tree)}


def _dependencies(link: Rendered) -> list[str]:
    return [one["name"] for one in link.body["spec"].get("dependsOn", ())]


def _transitive(name: str, graph: dict[str, set[str]]) -> set[str]:
    direct = graph.get(name, set())
    return direct.union(*(_transitive(one, graph) for one in direct))


def _named_by_the_author(value: Any) -> Iterator[str]:
    """Everything under a `dependsOn` of the Cluster."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from item if key == "dependsOn" else _named_by_the_author(item)


def _folder(link: Rendered, tree: ClusterTree) -> str:
    """The folder of the tree that a Kustomization's path leads to."""
    path = link.body["spec"]["path"]
    return max((folder for folder in kustomizations(tree) if folder and path.endswith(f"/{folder}")), key=len)


def _health_checks(link: Rendered) -> list[dict[str, str]]:
    checks: list[dict[str, str]] = link.body["spec"].get("healthChecks", [])
    return checks


def _health_expressions(link: Rendered) -> list[dict[str, str]]:
    expressions: list[dict[str, str]] = link.body["spec"].get("healthCheckExprs", [])
    return expressions


def _seconds(duration: str) -> float:
    return sum(float(number) * SECONDS[unit] for number, unit in re.findall(r"([0-9.]+)(ms|s|m|h)", duration))


@cache
def _validators() -> dict[tuple[str, str], jsonschema.Draft7Validator]:
    """By apiVersion and kind."""
    definitions = [yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)["spec"] for file in DEFINITIONS]
    return {
        (f"{one['group']}/{version['name']}", one["names"]["kind"]): jsonschema.Draft7Validator(
            _closed(version["schema"]["openAPIV3Schema"])
        )
        for one in definitions
        for version in one["versions"]
    }


def _closed(schema: Any) -> Any:
    """The same schema, which refuses the fields that an API server would drop."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    is_open = schema.get("x-kubernetes-preserve-unknown-fields", False)
    return closed if is_open or "properties" not in schema else {"additionalProperties": False, **closed}
