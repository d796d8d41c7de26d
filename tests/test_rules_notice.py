"""Would anybody notice if a target left something out?

Each tree is changed as if a target wrote one thing less: one field of a Kustomization of Flux, one item of its lists,
one annotation that tells Flux what it may do, one right, one part of a notification, one patch of a release. A rule
must notice each.
"""

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from tests.rules import RULES_ON_OBJECTS
from tests.rules.tree import FLUX_GROUP, Tree, trees
from tests.trees import JsonObject, Rendered

FLUX_ANNOTATION = f"{FLUX_GROUP}/"

WHOLES = {
    ("access.yaml", "Role"): ("rules",),
    ("access.yaml", "RoleBinding"): ("roleRef", "subjects"),
    ("notifications.yaml", "Alert"): ("spec",),
    ("notifications.yaml", "Provider"): ("spec",),
}
"""What else is taken away bit by bit."""

Route = tuple[str | int, ...]


class Loss(NamedTuple):
    """Something that is there no longer."""

    file: str
    route: Route
    tree: Tree


@pytest.mark.parametrize("tree", trees(), ids=lambda tree: tree.name)
def test_whatever_a_target_leaves_out_breaks_a_rule(tree: Tree) -> None:
    assert [(loss.file, loss.route) for loss in _losses(tree) if not _is_noticed(loss.tree)] == []


def test_dependencies_timeouts_and_guards_are_among_what_is_left_out() -> None:
    lost = {step for tree in trees() for loss in _losses(tree) for step in loss.route}
    guards = {f"{FLUX_ANNOTATION}{guard}" for guard in ("prune", "ssa", "substitute")}
    assert lost >= {"dependsOn", "readyExpr", "timeout", "interval", "retryInterval", "healthChecks", "failed", *guards}
    assert lost >= {
        "deletionPolicy",
        "decryption",
        "serviceAccountName",
        "rules",
        "subjects",
        "eventSources",
        "patches",
    }


def _is_noticed(tree: Tree) -> bool:
    return any(True for rule in RULES_ON_OBJECTS for _ in rule(tree))


def _losses(tree: Tree) -> Iterator[Loss]:
    for one in tree.objects:
        for route in _lost(one):
            lost = Rendered(one.file, _without(one.body, route))
            others = tuple(lost if each is one else each for each in tree.objects)
            yield Loss(one.file, route, replace(tree, objects=others))
    for folder, body in tree.kustomizations.items():
        for index in range(len(body.get("patches", ()))):
            left = {**tree.kustomizations, folder: _without(body, ("patches", index))}
            yield Loss(folder, ("patches", index), replace(tree, kustomizations=left))


def _lost(one: Rendered) -> Iterator[Route]:
    yield from _routes_of_guards(one.body, ())
    wholes = ("spec",) if one.group == FLUX_GROUP else WHOLES.get((one.file.rpartition("/")[2], one.kind), ())
    for key in wholes:
        yield from ((key, *route) for route in _routes(one.body[key]))


def _routes(value: Any) -> Iterator[Route]:
    """Everything that can be taken away from a value, one at a time."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (key,)
        yield from ((key, *below) for below in _routes(item))


def _routes_of_guards(value: Any, route: Route) -> Iterator[Route]:
    """The annotations for Flux, also those of the objects that an object makes."""
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if key == "annotations":
            yield from ((*route, key, name) for name in item if name.startswith(FLUX_ANNOTATION))
        else:
            yield from _routes_of_guards(item, (*route, key))


def _without(body: JsonObject, route: Route) -> JsonObject:
    changed = copy.deepcopy(body)
    holder: Any = changed
    for step in route[:-1]:
        holder = holder[step]
    del holder[route[-1]]
    return changed
