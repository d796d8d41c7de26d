"""Which diagnostics are told: each once, none that a comment ignores, as strict as the owner wants, in order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from vmgen.codes import CODES
from vmgen.diagnostics import Diagnostic, Diagnostics, Location, Severity
from vmgen.fleet.fleet import Fleet
from vmgen.model.merge import Layered
from vmgen.syntax.spans import Spans
from vmgen.syntax.suppress import suppress
from vmgen.syntax.suppressions import suppressions

_NAMES = frozenset(code.name for code in CODES)


def told(found: Iterable[Diagnostic], fleet: Fleet, sources: Mapping[str, str], spans: Spans) -> Diagnostics:
    """What is left of everything that was found, sorted."""
    left = suppress(_unique(found, fleet), suppressions(sources), spans, names=_NAMES)
    return in_order(_strict(left, fleet), spans)


def in_order(diagnostics: Iterable[Diagnostic], spans: Spans) -> Diagnostics:
    """By file, line, column and code."""

    def place(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
        span = spans.span(diagnostic.problem.at)
        line, column = (span.line, span.column) if span else (0, 0)
        return diagnostic.problem.at.file, line, column, diagnostic.code.id, diagnostic.problem.message

    return tuple(sorted(diagnostics, key=place))


def without_other_clusters(diagnostics: Diagnostics, layered: Iterable[Layered], cluster: str) -> Diagnostics:
    """Without what stands in the documents of other clusters and of their machines."""
    others = {
        (one.resource.location.file, one.resource.location.document)
        for one in layered
        if _cluster_of(one) not in {"", cluster}
    }
    return tuple(one for one in diagnostics if _document(one.problem.at) not in others)


def _cluster_of(one: Layered) -> str:
    return one.resource.metadata.name if one.resource.kind.name == "Cluster" else one.cluster


def _unique(diagnostics: Iterable[Diagnostic], fleet: Fleet) -> Diagnostics:
    """One diagnostic for each cause: a fault in a template is found with every machine that uses it."""
    sets = sorted({one.set for one in fleet.machines if one.set})
    if not sets:
        return tuple({(one.code.id, one.problem.at, one.problem.message): one for one in diagnostics}.values())
    replica = re.compile(rf"\b({'|'.join(map(re.escape, sets))})-\d+\b")
    unique: dict[tuple[str, Location, str], Diagnostic] = {}
    for one in diagnostics:
        unique.setdefault((one.code.id, one.problem.at, replica.sub(r"\1", one.problem.message)), one)
    return tuple(unique.values())


def _strict(diagnostics: Diagnostics, fleet: Fleet) -> Diagnostics:
    """Warnings become errors where the owner of a cluster says so, unless they are about what is on another cluster."""
    strict = [cluster for cluster in fleet.clusters if cluster.spec.policy.strict]
    if not strict:
        return diagnostics
    lenient = {_document(one.written.at) for one in fleet.machines if one.cluster not in strict}
    lenient |= {_document(cluster.written.at) for cluster in fleet.clusters if cluster not in strict}
    return tuple(
        replace(one, severity=Severity.ERROR)
        if one.severity is Severity.WARNING and _document(one.problem.at) not in lenient
        else one
        for one in diagnostics
    )


def _document(at: Location) -> tuple[str, int]:
    return at.file, at.document
