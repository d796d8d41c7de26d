"""Judges rendered objects, and tells what is wrong with them in terms of the catalog."""

from collections.abc import Iterator, Mapping

from vmgen.checks import CHECKS
from vmgen.checks.registry import Finding, JsonObject, Rule
from vmgen.diagnostics import Code, Diagnostic, Problem, sign
from vmgen.fleet.fleet import Cluster
from vmgen.judge.absence import FIELD_NOT_IN_VERSION, Absence, in_words
from vmgen.judge.feature_gates import FEATURE_GATE_RULES
from vmgen.judge.platform_tags import PLATFORM_TAG_RULES
from vmgen.judge.schema import SCHEMA_VIOLATION, violations
from vmgen.judge.walk import Walk
from vmgen.targets.manifest import Manifest

_RULES = (*(rule for rule in CHECKS if isinstance(rule, Rule)), *FEATURE_GATE_RULES, *PLATFORM_TAG_RULES)
_EVERYTHING = Walk(_RULES)
_OURS = Walk(tuple(rule for rule in _RULES if not rule.by_hand))
"""What is left to ask about an object that nobody but vmgen wrote."""


def judge(manifest: Manifest, cluster: Cluster) -> Iterator[Diagnostic]:
    """What is wrong with one object on the releases that its cluster runs, at the catalog lines behind it."""
    for code, one in findings(manifest.body, cluster.releases, cluster, by_hand=bool(manifest.patches)):
        finding = in_words(one, manifest, cluster.name) if isinstance(one, Absence) else one
        yield sign(code, Problem(manifest.where(finding.route), finding.message, finding.help))


def findings(
    body: JsonObject, releases: Mapping[str, str], cluster: Cluster | None = None, *, by_hand: bool = True
) -> Iterator[tuple[Code, Finding | Absence]]:
    """What the schemas of the releases and the object rules say of an object; rules are asked if its form is right.

    `releases` maps a product (kubevirt, cdi) to what the cluster runs. Without a `cluster`, rules take it for one that
    is set up as KubeVirt sets it up. `by_hand`: somebody wrote a part of the object.
    """
    has_form = True
    for one in violations(body, releases):
        if isinstance(one, Absence):
            yield FIELD_NOT_IN_VERSION, one
        else:
            has_form = False
            yield SCHEMA_VIOLATION, one
    if has_form:
        for rule, route, finding in (_EVERYTHING if by_hand else _OURS).findings(body, cluster):
            yield rule.code, Finding(finding.message, (*route, *finding.route), finding.help)
