"""Runs object rules in one walk that goes only where a rule is registered and the object has something."""

from typing import Any

from vmgen.checks.registry import Finding, JsonObject, Rule
from vmgen.diagnostics import Route
from vmgen.fleet.fleet import Cluster

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

    def findings(self, body: JsonObject, cluster: Cluster | None) -> list[tuple[Rule, Route, Finding]]:
        """What the rules find in an object, with the route to the part that each was called with."""
        root = self._roots.get(body["kind"])
        if root is None:
            return []
        visit = _Visit(body, cluster)
        visit.part(root, body, ())
        return visit.found


class _Visit:
    """One object on its way through the rules."""

    __slots__ = ("_body", "_cluster", "found")

    def __init__(self, body: JsonObject, cluster: Cluster | None) -> None:
        self._body = body
        self._cluster = cluster
        self.found: list[tuple[Rule, Route, Finding]] = []

    def part(self, branch: _Branch, part: Any, route: Route) -> None:
        for rule in branch.rules:
            for finding in rule.find(part, self._body, self._cluster):
                self.found.append((rule, route, finding))
        for step, below in branch.branches.items():
            if step == _EACH:
                for index, item in enumerate(part):
                    self.part(below, item, (*route, index))
            elif step in part:
                self.part(below, part[step], (*route, step))
