"""Judges rendered objects, and tells what is wrong with them in terms of the catalog."""

from collections.abc import Iterator, Mapping

from vmgen.checks import CHECKS
from vmgen.checks.registry import Rule
from vmgen.diagnostics import Diagnostic, Problem, sign
from vmgen.judge.schema import SCHEMA_VIOLATION, violations
from vmgen.judge.walk import Walk
from vmgen.targets.manifest import Manifest

_WALK = Walk(tuple(rule for rule in CHECKS if isinstance(rule, Rule)))


def judge(manifest: Manifest, releases: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What object rules and schemas say of one object, at the catalog lines that decide it.

    `releases` maps a product (kubevirt, cdi) to the release that the cluster runs.
    """
    for rule, route, finding in _WALK.findings(manifest.body):
        at = manifest.where((*route, *finding.route))
        yield sign(rule.code, Problem(at, finding.message, finding.help))
    for finding in violations(manifest.body, releases):
        yield sign(SCHEMA_VIOLATION, Problem(manifest.where(finding.route), finding.message, finding.help))
