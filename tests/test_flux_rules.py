"""Does every tree keep the rules without which Flux gets stuck, deletes, changes or misreads something?

The rules stand in tests/rules/, and tests/flux_rules.tsv says what holds each of those that have a number.
"""

from functools import cache
from typing import Any

import jsonschema
import pytest
import yaml

from tests.rules import RULES, Rule
from tests.rules.tree import Tree, trees
from tests.support import ROOT, SHARED, TESTS
from tests.test_requirements import exists
from vmgen.codes import CODES

NUMBERS = 33
DEFINITIONS = tuple(
    SHARED / "crds" / file
    for file in (
        "kustomize-controller/kustomizations.kustomize.toolkit.fluxcd.io.yaml",
        "notification-controller/alerts.notification.toolkit.fluxcd.io.yaml",
        "notification-controller/providers.notification.toolkit.fluxcd.io.yaml",
        "kubevirt/kubevirts.kubevirt.io.yaml",
        "kubevirt/virtualmachines.kubevirt.io.yaml",
        "cdi/cdis.cdi.kubevirt.io.yaml",
        "cdi/datavolumes.cdi.kubevirt.io.yaml",
        "multus-cni/network-attachment-definitions.k8s.cni.cncf.io.yaml",
        "prometheus-operator/prometheusrules.monitoring.coreos.com.yaml",
        "prometheus-operator/servicemonitors.monitoring.coreos.com.yaml",
    )
)
TABLE = [
    line.split("\t")
    for line in (TESTS / "flux_rules.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
each_tree = pytest.mark.parametrize("tree", trees(), ids=lambda tree: tree.name)


def test_there_are_trees_of_stories_and_of_the_example_fleet() -> None:
    assert {tree.source.repository == ROOT for tree in trees()} == {True, False}


@each_tree
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_tree_keeps_the_rule(rule: Rule, tree: Tree) -> None:
    assert list(rule(tree)) == []


@each_tree
def test_objects_fit_the_definitions_that_a_cluster_has(tree: Tree) -> None:
    if not DEFINITIONS[0].exists():
        pytest.skip("the definitions of Flux, KubeVirt and CDI are not beside the project")
    judged = [one for one in tree.objects if (one.body["apiVersion"], one.kind) in _validators()]
    for one in judged:
        _validators()[one.body["apiVersion"], one.kind].validate(one.body)
    assert {one.kind for one in judged} >= {"Kustomization", "VirtualMachine"}


def test_the_table_has_all_numbers_once() -> None:
    numbers = [number for number, _, _ in TABLE if number != "more"]
    assert [number[1:] for number in numbers] == [f"{number:02}" for number in range(1, NUMBERS + 1)]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[1])
def test_each_numbered_rule_names_what_holds_it(row: list[str]) -> None:
    """A function, a check by its name, or the word `later` with a reason beside it."""
    _, _, holders = row
    codes = {code.name for code in CODES}
    assert holders
    assert [one for one in holders.split() if not (exists(one) or one in codes or one == "later")] == []


def test_every_rule_on_trees_is_in_the_table() -> None:
    named = {name for _, _, holders in TABLE for name in holders.split()}
    functions = {f"{rule.__module__.replace('.', '/')}.py::{rule.__name__}" for rule in RULES}
    assert functions - named == set()


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
