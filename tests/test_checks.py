"""Runs the annotated fixtures in tests/checks/: what they mark must be reported there, and nothing else."""

from pathlib import Path

import pytest

from tests.support import TESTS, compile_files, expected_in, fixture_files, shown
from vmgen.checks import CHECKS
from vmgen.checks.registry import MachineCheck

FIXTURES = sorted((TESTS / "checks").glob("*.yaml"))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_fixture_is_reported_as_marked(fixture: Path) -> None:
    files = fixture_files(fixture.read_text(encoding="utf-8"))
    compilation = compile_files(files)

    found = [(*shown(compilation, one), one.code.name, one.problem.message) for one in compilation.diagnostics]

    expected = expected_in(files)
    assert [(file, line, name) for file, line, name, _ in sorted(found)] == [
        (one.file, one.line, one.name) for one in expected
    ]
    for (_, _, _, message), one in zip(sorted(found), expected, strict=True):
        assert one.fragment in message


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_fixture_has_a_case_that_speaks_and_one_that_stays_silent(fixture: Path) -> None:
    text = fixture.read_text(encoding="utf-8")
    files = fixture_files(text)
    marked = {(one.file, one.line) for one in expected_in(files)}
    documents = [part for part in text.split("\n---\n") if "kind:" in part]

    assert marked
    assert any("#!" not in document for document in documents)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_every_reported_place_is_written(fixture: Path) -> None:
    files = fixture_files(fixture.read_text(encoding="utf-8"))
    compilation = compile_files(files)

    for diagnostic in compilation.diagnostics:
        assert diagnostic.problem.at.file in files
        assert compilation.spans.span(diagnostic.problem.at) is not None


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_machine_check_says_of_each_machine_what_it_says_of_it_alone(fixture: Path) -> None:
    machines = compile_files(fixture_files(fixture.read_text(encoding="utf-8"))).fleet.machines

    for each in CHECKS:
        if isinstance(each, MachineCheck):
            assert list(each.find(machines)) == [one for machine in machines for one in each.find((machine,))]
