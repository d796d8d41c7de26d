"""Runs object rules in one walk that goes only where a rule is registered and the object has something."""

from typing import Any

from vmgen.checks.registry import Finding, JsonObject, Rule
from vmgen.diagnostics import Route

_EACH = "[]"


class _Branch:
    """The rules registered at one place, and the places below it."""

    __slots__ = ("branches", "rules")

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.branches: dict[str, _Branch] = {}


class Walk:
    """A set of rules, ready to run. Its cost follows the size of the object, not the number of rules."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._roots: dict[str, _Branch] = {}
        for rule in rules:
            branch = self._roots.setdefault(rule.kind, _Branch())
            for step in rule.at:
                branch = branch.branches.setdefault(step, _Branch())
            branch.rules.append(rule)

    def findings(self, body: JsonObject) -> list[tuple[Rule, Route, Finding]]:
        """What the rules find in an object, with the route to the part that each was called with."""
        found: list[tuple[Rule, Route, Finding]] = []
        root = self._roots.get(body["kind"])
        if root is not None:
            _visit(root, body, (), body, found)
        return found


def _visit(
    branch: _Branch, part: Any, route: Route, body: JsonObject, found: list[tuple[Rule, Route, Finding]]
) -> None:
    for rule in branch.rules:
        for finding in rule.find(part, body):
            found.append((rule, route, finding))  # noqa: PERF401 # a comprehension would make a second generator each time
    for step, below in branch.branches.items():
        if step == _EACH:
            for index, item in enumerate(part):
                _visit(below, item, (*route, index), body, found)
        elif step in part:
            _visit(below, part[step], (*route, step), body, found)
