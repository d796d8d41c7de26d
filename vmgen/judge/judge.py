"""Judges rendered objects, and tells what is wrong with them in terms of the catalog."""

from collections.abc import Iterator

from vmgen.checks import CHECKS
from vmgen.checks.registry import Rule
from vmgen.diagnostics import Diagnostic, Problem, sign
from vmgen.fleet.fleet import Cluster
from vmgen.judge.absence import FIELD_NOT_IN_VERSION, Absence, in_words
from vmgen.judge.schema import SCHEMA_VIOLATION, violations
from vmgen.judge.walk import Walk
from vmgen.targets.manifest import Manifest

_WALK = Walk(tuple(rule for rule in CHECKS if isinstance(rule, Rule)))


def judge(manifest: Manifest, cluster: Cluster) -> Iterator[Diagnostic]:
    """What object rules, and schemas of the cluster's releases, say of one object, at the catalog lines behind it."""
    for rule, route, finding in _WALK.findings(manifest.body):
        at = manifest.where((*route, *finding.route))
        yield sign(rule.code, Problem(at, finding.message, finding.help))
    for one in violations(manifest.body, cluster.releases):
        if isinstance(one, Absence):
            code, finding = FIELD_NOT_IN_VERSION, in_words(one, manifest, cluster.name)
        else:
            code, finding = SCHEMA_VIOLATION, one
        yield sign(code, Problem(manifest.where(finding.route), finding.message, finding.help))
