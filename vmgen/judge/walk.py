"""Runs object rules in one walk that goes only where a rule is registered and the object has something."""

from typing import Any

from vmgen.checks.registry import Finding, JsonObject, Rule
from vmgen.diagnostics import Route
from vmgen.fleet.fleet import Cluster

_EACH = "[]"
_Found = list[tuple[Rule, Route, Finding]]


class _Branch:
    """The rules registered at one place, and the ways from there to other places that have rules."""

    __slots__ = ("branches", "rules", "ways")

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.branches: dict[str, _Branch] = {}
        self.ways: list[tuple[tuple[str, ...], bool, _Branch]] = []
        """Keys that lead on, whether they lead to a list each item of which is a place, and what is there."""

    def make_ways(self) -> None:
        """Where a key leads to nothing but another key, the way goes on: most places have neither rule nor fork."""
        for step, below in self.branches.items():
            steps = [step] if step != _EACH else []
            while steps and not below.rules and len(below.branches) == 1 and _EACH not in below.branches:
                ((step, below),) = below.branches.items()  # noqa: PLW2901 # to the end of the way
                steps.append(step)
            is_list = bool(steps) and not below.rules and list(below.branches) == [_EACH]
            below = below.branches[_EACH] if is_list else below  # noqa: PLW2901 # as above
            below.make_ways()
            self.ways.append((tuple(steps), is_list or step == _EACH, below))


class Walk:
    """A set of rules, ready to run. Its cost follows the size of the object, not the number of rules."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._roots: dict[str, _Branch] = {}
        for rule in rules:
            branch = self._roots.setdefault(rule.kind, _Branch())
            for step in rule.at:
                branch = branch.branches.setdefault(step, _Branch())
            branch.rules.append(rule)
        for root in self._roots.values():
            root.make_ways()

    def findings(self, body: JsonObject, cluster: Cluster | None) -> _Found:
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
        self.found: _Found = []

    def part(self, branch: _Branch, part: Any, route: Route) -> None:
        if branch.rules:
            self._ask(branch.rules, part, route)
        for steps, is_list, below in branch.ways:
            there = part
            for step in steps:
                if step not in there:
                    break
                there = there[step]
            else:
                if is_list:
                    for index, item in enumerate(there):
                        self.part(below, item, (*route, *steps, index))
                else:
                    self.part(below, there, (*route, *steps))

    def _ask(self, rules: list[Rule], part: Any, route: Route) -> None:
        for rule in rules:
            if rule.having and rule.having not in part:
                continue
            found = rule.find(part, self._body, self._cluster) if rule.asks_cluster else rule.find(part, self._body)
            for finding in found:
                self.found.append((rule, route, finding))
