"""Do the health expressions of the chain say of an object what is so, by the evaluator that Flux runs?

The objects are in ../shared/cel/cases.yaml: KubeVirt and CDI as they are created, installed, upgraded and broken.
"""

import re
import subprocess
from typing import Any

import pytest
import yaml

from tests.conformance.tools import program
from tests.support import SHARED
from tests.trees import ClusterTree, JsonObject, cluster_trees, links

pytestmark = pytest.mark.conformance

CASES = SHARED / "cel"
OUTCOME = re.compile(r"(?P<name>.+?)\s+kstatus=.*\bcel=(?P<outcome>\S+)")
KINDS = ("KubeVirt", "CDI")
TREES = tuple(tree for tree in cluster_trees() if any("healthCheckExprs" in one.body["spec"] for one in links(tree)))


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_objects_are_judged_as_they_are(tree: ClusterTree) -> None:
    if not CASES.is_dir():
        pytest.skip("the objects are not beside the project")
    expressions = _expressions(tree)
    cases = {name: body for name, body in _objects().items() if body["kind"] in expressions}
    found = _judged([{**expressions[body["kind"]], "object": body} for body in cases.values()])

    outcomes = _outcomes()
    assert len(cases) >= len(expressions) * 6
    assert dict(zip(cases, found, strict=True)) == {name: outcomes[name] for name in cases}


@pytest.mark.parametrize("status", [{}, {"status": {}}, {"status": {"conditions": []}}], ids=["none", "empty", "list"])
@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_an_object_that_nobody_has_looked_at_is_not_current(tree: ClusterTree, status: JsonObject) -> None:
    asked = [
        {"object": {"apiVersion": one["apiVersion"], "kind": kind, "metadata": {"name": "new"}, **status}, **one}
        for kind, one in _expressions(tree).items()
    ]
    assert {"Error", "InProgress"}.issuperset(_judged(asked))


def test_what_is_always_true_is_current() -> None:
    assert _judged([{"object": {"apiVersion": "v1", "kind": "Any"}, "current": "true"}]) == ["Current"]


def _expressions(tree: ClusterTree) -> dict[str, JsonObject]:
    """What the links of the chain say of each kind."""
    found = [one for link in links(tree) for one in link.body["spec"].get("healthCheckExprs", ())]
    return {one["kind"]: one for one in found}


def _objects() -> dict[str, JsonObject]:
    cases = yaml.load_all((CASES / "cases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {one["name"]: one["object"] for one in cases if one["object"]["kind"] in KINDS}


def _outcomes() -> dict[str, str]:
    """The status that each case comes to; `Error` where an expression asks for what is not there."""
    lines = (CASES / "results.txt").read_text(encoding="utf-8").splitlines()
    found = [match for match in map(OUTCOME.match, lines) if match]
    return {match["name"]: match["outcome"].replace("EVAL-ERR", "Error") for match in found}


def _judged(asked: list[dict[str, Any]]) -> list[str]:
    evaluator = program("flux-health")
    if evaluator is None:
        pytest.skip("flux-health is not built: make conformance")
    questions = yaml.safe_dump_all(asked)
    ran = subprocess.run([evaluator], input=questions, check=True, capture_output=True, encoding="utf-8")
    return [line.partition(" ")[0] for line in ran.stdout.splitlines()]
