"""Is what does not fit the language told in the author's words, at the key or value that is wrong?

The cases are in errors.txt: behind a `# Kind` some fields of its spec, and below each line what is said of it, as a
report would. A `! reason` above a case says what vmgen does wrong there today. `make update` rewrites the others.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from tests.model.catalogs import FILE, decoded, document, sources_of, told
from vmgen.diagnostics import Diagnostic, Span
from vmgen.findings import in_order
from vmgen.syntax.spans import Spans

FILE_OF_CASES = Path(__file__).with_name("errors.txt")
FIRST_LINE = 5
ABOVE = -1
# What a spec needs beside the field that a case is about.
OTHER_FIELDS = {
    "Machine": ("template: small",),
    "MachineTemplate": (),
    "NetworkConfiguration": ("bridge: br0",),
    "Image": ("variants: {amd64: {http: {url: 'https://example.org/a'}}}",),
    "Cluster": (
        "nodes: [{name: box, architecture: amd64}]",
        "kubevirt: {version: v1.9.0}",
        "cdi: {version: v1.66.0}",
    ),
    "SSHKey": ("keys: [ssh-ed25519 AAAA]",),
    "SecretRef": ("keys: [userdata]",),
}


def cases() -> Iterator[Any]:
    kind = ""
    for block in FILE_OF_CASES.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("#"):
            kind = lines.pop(0).removeprefix("# ")
        reasons = [line.removeprefix("! ") for line in takewhile(lambda line: line.startswith("!"), lines)]
        case = "\n".join(lines[len(reasons) :])
        marks = [pytest.mark.xfail(reason=" ".join(reasons))] if reasons else []
        if case:
            yield pytest.param(kind, case, id=f"{kind}: {lines[len(reasons)].strip()}", marks=marks)


@pytest.mark.parametrize(("kind", "case"), list(cases()))
def test_faults_are_told_as_written(kind: str, case: str, request: pytest.FixtureRequest) -> None:
    lines = [line[2:] for line in case.split("\n") if not line.startswith(">")]
    told = annotated(kind, lines)
    if request.config.option.update_snapshots and request.node.get_closest_marker("xfail") is None:
        FILE_OF_CASES.write_text(FILE_OF_CASES.read_text(encoding="utf-8").replace(case, told, 1), encoding="utf-8")
    else:
        assert told == case


def test_a_machine_has_at_most_255_disks_of_its_own() -> None:
    disks = ", ".join(f"{{name: disk-{number}, size: 1Gi}}" for number in range(255))
    (fault,) = told(document("Machine", f"{{template: small, disks: [{disks}]}}"))
    assert (fault[0], *fault[3:]) == ("invalid-value", "256 items, where there can be 255", "write at most 255")


def annotated(kind: str, lines: list[str]) -> str:
    """The lines with two blanks before them, and below each what is said of it."""
    own = {match[0] for line in lines if (match := re.match(r"\w+:", line))}
    others = [line for line in OTHER_FIELDS[kind] if not line.startswith(tuple(own))]
    text = document(kind, "\n" + "\n".join(f"  {line}" for line in (*lines, *others)))
    sources = sources_of(text)
    spans = Spans(sources)
    remarks: dict[int, list[str]] = {}
    for one in in_order(dict.fromkeys(decoded(text)[1]), spans):
        span = spans.span(one.problem.at)
        assert span is not None
        assert one.problem.at.file == FILE
        remarks.setdefault(span.line - FIRST_LINE, []).extend(_remark(one, span))
    return "\n".join([*remarks.pop(ABOVE, ()), *(part for row in enumerate(lines) for part in _row(*row, remarks))])


def _row(index: int, line: str, remarks: dict[int, list[str]]) -> list[str]:
    return [f"  {line}", *remarks.get(index, ())]


def _remark(diagnostic: Diagnostic, span: Span) -> Iterator[str]:
    """What underlines `spec` itself stands above the first line, without a place."""
    problem = diagnostic.problem
    carets = "^" * (span.end - span.column) if span.line >= FIRST_LINE else "spec"
    indent = " " * (span.column - 3)
    message = problem.message.replace("\n", "\\n")
    yield f"> {indent}{carets} {diagnostic.code.name}: {message}"
    if problem.help:
        yield f"> {indent}{' ' * len(carets)} help: {problem.help}"


@pytest.mark.parametrize(
    ("kind", "spec", "help_"),
    [
        ("Image", "{}", "write `variants: {amd64: {registry: {url: docker://quay.io/containerdisks/debian:13}}}`"),
        (
            "Cluster",
            "{nodes: [{name: a, architecture: amd64}], cdi: {version: v1.66.0}}",
            "`kubevirt: {version: v1.9.0}`",
        ),
        (
            "Cluster",
            "{nodes: [{name: a, architecture: amd64}], kubevirt: {version: 1.9}, cdi: {version: v1.66.0}}",
            "such as `v1.9.0`",
        ),
    ],
)
def test_what_is_missing_is_shown_as_it_is_written(kind: str, spec: str, help_: str) -> None:
    assert help_ in told(document(kind, spec))[0][4]
