"""Does a rule notice what it is there for, where nothing is missing, and something is wrong?

tests/test_rules_notice.py takes things away; here a value of the example fleet becomes another one.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.rules import Rule, access, chain, objects
from tests.rules.tree import Tree, trees
from tests.trees import Rendered

HOMELAB = next(tree for tree in trees() if tree.name == "clusters/homelab")
MACHINE = HOMELAB.of_kind("VirtualMachine")[0]
LINK, CDI = "machines-web", "kubevirt-cdi"
LARGE = {"userData": "x" * 2049}
LIST = {"userData": "#cloud-config\n- a\n"}

Change = Callable[[Tree], Tree]


def of(name: str, kind: str, *route: str | int, value: Any) -> Change:
    """Another value in one object."""

    def change(tree: Tree) -> Tree:
        found = next(one for one in tree.objects if (one.name, one.kind) == (name, kind))
        other = Rendered(found.file, _with(found.body, route, value))
        return replace(tree, objects=tuple(other if one is found else one for one in tree.objects))

    return change


def link(*route: str | int, value: Any, name: str = LINK) -> Change:
    return of(name, "Kustomization", *route, value=value)


def machine(*route: str | int, value: Any) -> Change:
    return of(MACHINE.name, "VirtualMachine", *route, value=value)


def folder(name: str, key: str, value: Any) -> Change:
    """Another value in the kustomization.yaml of a folder."""
    return lambda tree: replace(tree, kustomizations=_with(tree.kustomizations, (name, key), value))


def beside(*more: Rendered) -> Change:
    return lambda tree: replace(tree, objects=(*tree.objects, *more))


def _with(value: Any, route: tuple[str | int, ...], new: Any) -> Any:
    changed = copy.deepcopy(value)
    holder = changed
    for step in route[:-1]:
        holder = holder[step]
    holder[route[-1]] = new
    return changed


EXPRESSION = {"apiVersion": "cdi.kubevirt.io/v1beta1", "kind": "CDI", "current": "true", "failed": "false"}
EMPTY = {**EXPRESSION, "current": "status.conditions.filter(c, c.type == 'A').all(c, c.status == 'True')"}
VOLUME = ("spec", "template", "spec", "volumes")
FAULTS: tuple[tuple[Rule, Change], ...] = (
    (chain.no_link_waits_for_itself, link("spec", "dependsOn", value=[{"name": LINK}])),
    (chain.links_have_names_of_their_own, link("metadata", "name", value="machines-home")),
    (chain.names_of_links_fit_into_a_label, link("metadata", "name", value="m" * 64)),
    (chain.files_are_listed_and_there, folder("machines/web", "resources", ["gone.yaml"])),
    (chain.no_expression_is_true_of_an_empty_list, link("spec", "healthCheckExprs", value=[EMPTY], name=CDI)),
    (chain.no_kind_has_two_expressions, link("spec", "healthCheckExprs", value=[EXPRESSION] * 2, name=CDI)),
    (chain.links_change_nothing_on_the_way, link("spec", "targetNamespace", value="web")),
    (chain.machines_are_where_their_names_say, machine("metadata", "namespace", value="elsewhere")),
    (chain.shards_share_what_their_owner_has, beside(Rendered("machines/web/shard-1/a.yaml", {"metadata": {}}))),
    (chain.links_keep_to_the_namespace_of_their_source, link("metadata", "namespace", value="elsewhere")),
    (access.nobody_gives_himself_rights, folder("", "resources", ["machines/web/namespace.yaml"])),
    (
        objects.patches_name_kinds_and_add_annotations,
        folder("machines/web", "patches", [{"target": {}, "patch": "{}"}]),
    ),
    (objects.only_the_two_releases_are_fetched_and_patched, folder("machines/web", "resources", ["https://a.example"])),
    (objects.no_object_is_written_twice, beside(MACHINE)),
    (
        objects.nothing_is_replaced_by_force,
        machine("metadata", "annotations", "kustomize.toolkit.fluxcd.io/force", value=""),
    ),
    (objects.every_folder_has_something_to_apply, folder("machines/web", "resources", [])),
    (objects.inline_cloud_init_is_small_enough, machine(*VOLUME, value=[{"name": "a", "cloudInitNoCloud": LARGE}])),
    (
        objects.user_data_that_says_so_is_a_cloud_config,
        machine(*VOLUME, value=[{"name": "a", "cloudInitNoCloud": LIST}]),
    ),
    (objects.no_folder_has_more_objects_than_kustomize_builds_in_a_second, beside(*[MACHINE] * 500)),
    (objects.objects_carry_nothing_that_a_server_writes, machine("status", value={})),
    (objects.objects_name_their_namespace_themselves, machine("metadata", "namespace", value="")),
    (objects.one_selector_finds_a_machine_with_its_disks, machine("metadata", "labels", value={})),
)


@pytest.mark.parametrize(("rule", "change"), FAULTS, ids=[rule.__name__ for rule, _ in FAULTS])
def test_a_rule_notices_what_it_is_there_for(rule: Rule, change: Change) -> None:
    assert list(rule(HOMELAB)) == []
    assert list(rule(change(HOMELAB))) != []
