"""Which diagnostics are told: each once, in order, and as strict as the owner of a cluster wants?"""

import pytest

from tests.support import compile_files
from vmgen.diagnostics import Code, Diagnostic, Location, Problem, Severity, Shows, Span, sign
from vmgen.findings import in_order, told
from vmgen.pipeline import Compilation
from vmgen.syntax.spans import Spans
from vmgen.syntax.suppress import UNUSED_IGNORE

WARNING = Code("VM999", "warned", Severity.WARNING, Shows.AT_START, "")
NOTE = Code("VM998", "noted", Severity.NOTE, Shows.AT_BUILD, "")
ERROR = Code("VM997", "broken", Severity.ERROR, Shows.AT_APPLY, "")

CLUSTER = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: %s}
spec:
  nodes: [{name: box, architecture: amd64}]
  kubevirt: {version: v1.9.0, manage: false}
  cdi: {version: v1.66.0, manage: false}
  policy: {strict: %s}
"""
MACHINE = """\
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: %s, labels: {cluster.vitistack.io/cluster-name: %s}}
spec: {template: own}
"""
TEMPLATE = """\
apiVersion: vmgen.dev/v1alpha1
kind: MachineTemplate
metadata: {name: own}
spec:
  resources: {cpu: {cores: 1}, memory: {size: 1Gi}}
"""


def sources(*, lab: bool, prod: bool) -> dict[str, str]:
    """Two clusters, a machine of each, and a template that both use."""
    return {
        "catalog/lab.yaml": CLUSTER % ("lab", str(lab).lower()),
        "catalog/prod.yaml": CLUSTER % ("prod", str(prod).lower()),
        "catalog/machines.yaml": MACHINE % ("a", "lab") + "---\n" + MACHINE % ("b", "prod"),
        "catalog/template.yaml": TEMPLATE,
    }


LAB, PROD = Location("catalog/lab.yaml", route=("spec",)), Location("catalog/prod.yaml", route=("spec",))
OF_LAB, OF_PROD = Location("catalog/machines.yaml", 0, ("spec",)), Location("catalog/machines.yaml", 1, ("spec",))
SHARED = Location("catalog/template.yaml", route=("spec",))


def severities(compilation: Compilation, files: dict[str, str], *found: Diagnostic) -> list[tuple[Location, Severity]]:
    return [(one.problem.at, one.severity) for one in told(found, compilation.fleet, files, Spans(files))]


@pytest.mark.parametrize(
    ("lab", "prod", "errors"),
    [
        (False, False, []),
        (False, True, [OF_PROD, PROD, SHARED]),
        (True, False, [LAB, OF_LAB, SHARED]),
        (True, True, [LAB, OF_LAB, OF_PROD, PROD, SHARED]),
    ],
)
def test_warnings_are_errors_where_the_cluster_is_strict(errors: list[Location], *, lab: bool, prod: bool) -> None:
    files = sources(lab=lab, prod=prod)
    warnings = [sign(WARNING, Problem(at, "found")) for at in (LAB, PROD, OF_LAB, OF_PROD, SHARED)]
    found = severities(compile_files(files), files, *warnings)
    assert [at for at, severity in found if severity is Severity.ERROR] == errors
    assert len(found) == 5


@pytest.mark.parametrize(("code", "severity"), [(NOTE, Severity.NOTE), (ERROR, Severity.ERROR)])
def test_strictness_leaves_notes_and_errors_alone(code: Code, severity: Severity) -> None:
    files = sources(lab=True, prod=True)
    assert severities(compile_files(files), files, sign(code, Problem(LAB, "found"))) == [(LAB, severity)]


def test_a_warning_that_a_comment_ignores_is_no_error() -> None:
    files = sources(lab=True, prod=True)
    files["catalog/lab.yaml"] = files["catalog/lab.yaml"].replace(
        "spec:\n", "spec:  # vmgen: ignore[unused-ignore] why\n"
    )
    assert severities(compile_files(files), files, sign(UNUSED_IGNORE, Problem(LAB, "found"))) == []


def test_a_faulty_comment_is_judged_like_the_machine_it_stands_at() -> None:
    files = sources(lab=False, prod=True)
    files["catalog/machines.yaml"] += "  # vmgen: ignore\n"
    severities_by_name = {one.code.name: one.severity for one in compile_files(files).diagnostics}
    assert severities_by_name["ignore-without-reason"] is Severity.ERROR


def test_the_same_fault_at_the_same_place_is_told_once() -> None:
    files = sources(lab=False, prod=False)
    twice = [sign(WARNING, Problem(SHARED, "found")), sign(WARNING, Problem(SHARED, "found"))]
    others = [sign(WARNING, Problem(SHARED, "found, too")), sign(NOTE, Problem(SHARED, "found"))]
    kept = told([*twice, *others], compile_files(files).fleet, files, Spans(files))
    assert [(one.code.name, one.problem.message) for one in kept] == [
        ("noted", "found"),
        ("warned", "found"),
        ("warned", "found, too"),
    ]


def test_diagnostics_come_by_file_line_column_and_code() -> None:
    files = {"catalog/b.yaml": "a: 1\nb: {c: 2, d: 3}\n", "catalog/a.yaml": "a: 1\n---\nb: 2\n"}

    def at(file: str, *route: str, document: int = 0) -> Location:
        return Location(f"catalog/{file}.yaml", document, route)

    expected = [
        sign(ERROR, Problem(at("a", "a"), "1")),
        sign(WARNING, Problem(at("a", "b", document=1), "2")),
        sign(WARNING, Problem(at("b", "a"), "3")),
        sign(ERROR, Problem(at("b", "b", "c"), "4")),
        sign(NOTE, Problem(at("b", "b", "c"), "5")),
        sign(NOTE, Problem(at("b", "b", "c"), "6")),
        sign(ERROR, Problem(at("b", "b", "d"), "7")),
        sign(ERROR, Problem(Location("catalog/b.yaml", span=Span(3, 1, 2)), "8")),
        sign(ERROR, Problem(Location("clusters/x.yaml"), "9")),
    ]
    assert list(in_order(reversed(expected), Spans(files))) == expected


def test_what_a_template_breaks_is_told_once_for_all_machines() -> None:
    files = sources(lab=False, prod=False)
    files["catalog/template.yaml"] = TEMPLATE.replace("1Gi", "1GB")
    assert [(one.code.name, one.problem.at.file) for one in compile_files(files).diagnostics] == [
        ("invalid-value", "catalog/template.yaml")
    ]
