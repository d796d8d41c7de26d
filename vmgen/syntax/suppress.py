"""Takes the warnings away that a comment asks to ignore, and reports comments that ignore nothing."""

from collections.abc import Collection, Iterator

from vmgen.diagnostics import Code, Diagnostic, Diagnostics, Problem, Severity, Shows, sign
from vmgen.syntax.spans import Spans
from vmgen.syntax.suppressions import Suppression

UNUSED_IGNORE = Code(
    "VM901",
    "unused-ignore",
    Severity.WARNING,
    Shows.AT_BUILD,
    """A comment ignores something that is not reported, or that cannot be ignored.

    Warnings and notes can be ignored, errors cannot. A comment that matches nothing hides the next warning of its name.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13  # vmgen: ignore[unpinned-image] the lab only

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
    """,
)
IGNORE_WITHOUT_REASON = Code(
    "VM902",
    "ignore-without-reason",
    Severity.WARNING,
    Shows.AT_BUILD,
    """A comment ignores a warning and does not say which one, or why.

    The reason is for whoever reads the catalog next.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small  # vmgen: ignore a reason without a name
          image: debian-13

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
    """,
)
SUPPRESSION_CODES = (UNUSED_IGNORE, IGNORE_WITHOUT_REASON)


def suppress(
    diagnostics: Diagnostics, suppressions: Collection[Suppression], spans: Spans, *, names: Collection[str]
) -> Diagnostics:
    """What is left of the diagnostics, and what is wrong with the comments. `names` are those of all diagnostics."""
    if not suppressions:
        return diagnostics
    used: set[tuple[Suppression, str]] = set()
    # What an error keeps from being judged may yet have what a comment ignores.
    errors = {one.code.name for one in diagnostics if one.severity is Severity.ERROR}
    judged = errors or set(names)
    left = [one for one in diagnostics if not _is_ignored(one, suppressions, spans, used)]
    for suppression in suppressions:
        left.extend(_faults(suppression, used, names, judged))
    return tuple(left)


def _is_ignored(
    diagnostic: Diagnostic,
    suppressions: Collection[Suppression],
    spans: Spans,
    used: set[tuple[Suppression, str]],
) -> bool:
    if diagnostic.severity is Severity.ERROR:
        return False
    at, name = diagnostic.problem.at, diagnostic.code.name
    ignored = False
    for suppression in suppressions:
        if suppression.file == at.file and name in suppression.names:
            span = spans.span(at)
            if span is not None and suppression.covers in {span.line, spans.first_line(at)}:
                used.add((suppression, name))
                ignored = True
    return ignored


def _faults(
    suppression: Suppression, used: set[tuple[Suppression, str]], names: Collection[str], judged: Collection[str]
) -> Iterator[Diagnostic]:
    if not suppression.names or not suppression.reason:
        help_ = "write `# vmgen: ignore[name-of-the-warning] reason`"
        yield sign(IGNORE_WITHOUT_REASON, Problem(suppression.location, "an ignore without name or reason", help_))
    for name in suppression.names:
        if name not in names:
            message = f"no diagnostic is called `{name}`"
            yield sign(UNUSED_IGNORE, Problem(suppression.location, message, "look at the name in the report"))
        elif name in judged and (suppression, name) not in used:
            message = f"`{name}` is not reported here, or cannot be ignored"
            yield sign(UNUSED_IGNORE, Problem(suppression.location, message, "remove the comment"))
