"""Does each object get the outcome that kubeconform gave it, at the right place, and none by default?"""

import json
from typing import Any

import pytest

from tests.support import compile_text
from vmgen.diagnostics import Location
from vmgen.judge.kubeconform import Asked, Outcome, no_opinion, opinion, route_of
from vmgen.targets.lower import lower

CLUSTER = Location("catalog/base.yaml")
MACHINE = """\
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: web}
spec: {template: small, image: debian-13, disks: [{name: root, size: 20Gi}]}
"""
CORES = "/spec/template/spec/domain/cpu/cores"


@pytest.fixture(scope="module")
def asked() -> tuple[Asked, ...]:
    """A DataVolume and a VirtualMachine, in this order in one file."""
    fleet = compile_text(MACHINE).fleet
    found = [one for one in lower(fleet, fleet.clusters[0]) if one.path.endswith("machine-web.yaml")]
    return tuple(Asked(Location("out/machine-web.yaml", index), one) for index, one in enumerate(found))


def test_valid_objects_are_counted_and_not_told(asked: tuple[Asked, ...]) -> None:
    given = opinion(_answer(*(_result(one) for one in asked)), asked, cluster=CLUSTER)
    assert (dict(given.outcomes), given.diagnostics) == ({Outcome.VALID: 2}, ())


def test_a_refused_field_is_told_at_its_catalog_line_and_its_line_of_the_output(asked: tuple[Asked, ...]) -> None:
    disk, machine = asked
    refused = _result(machine, "statusInvalid", validationErrors=[{"path": CORES, "msg": "got string, want integer"}])
    given = opinion(_answer(refused, _result(disk)), asked, cluster=CLUSTER)
    [diagnostic] = given.diagnostics
    problem = diagnostic.problem

    assert dict(given.outcomes) == {Outcome.VALID: 1, Outcome.INVALID: 1}
    assert diagnostic.code.name == "kubeconform-refused"
    assert problem.message == (
        "kubeconform refuses `spec.template.spec.domain.cpu.cores` of the VirtualMachine `web`: "
        "got string, want integer"
    )
    assert (problem.at.file, problem.at.route) == ("catalog/example.yaml", ("spec", "template"))
    assert [(one.at.file, one.at.document, one.at.route[-1]) for one in problem.related] == [
        ("out/machine-web.yaml", 1, "cores")
    ]


def test_a_refusal_without_details_is_told_whole(asked: tuple[Asked, ...]) -> None:
    results = [_result(one, "statusInvalid", msg="no reason") for one in asked]
    given = opinion(_answer(*results), asked, cluster=CLUSTER)
    assert [one.problem.message for one in given.diagnostics] == [
        "kubeconform refuses the DataVolume `web-root`: no reason",
        "kubeconform refuses the VirtualMachine `web`: no reason",
    ]


@pytest.mark.parametrize(
    ("status", "outcome", "code"),
    [
        ("statusError", Outcome.UNCHECKED, "kubeconform-unchecked"),
        ("statusSkipped", Outcome.SKIPPED, "kubeconform-skipped"),
        ("", Outcome.UNCHECKED, "kubeconform-unchecked"),
        ("statusOfTomorrow", Outcome.UNCHECKED, "kubeconform-unchecked"),
    ],
)
def test_every_other_status_is_told_apart(status: str, outcome: Outcome, code: str, asked: tuple[Asked, ...]) -> None:
    disk, machine = asked
    given = opinion(_answer(_result(disk), _result(machine, status, msg="because")), asked, cluster=CLUSTER)
    assert dict(given.outcomes) == {Outcome.VALID: 1, outcome: 1}
    assert [one.code.name for one in given.diagnostics] == [code]


def test_an_object_that_is_not_mentioned_is_not_valid(asked: tuple[Asked, ...]) -> None:
    disk, _ = asked
    given = opinion(_answer(_result(disk)), asked, cluster=CLUSTER)
    assert dict(given.outcomes) == {Outcome.VALID: 1, Outcome.UNCHECKED: 1}
    assert [one.problem.message for one in given.diagnostics] == [
        "kubeconform could not check the VirtualMachine `web`: it was not mentioned"
    ]


def test_two_objects_of_one_name_have_an_outcome_each(asked: tuple[Asked, ...]) -> None:
    disk, _ = asked
    given = opinion(_answer(_result(disk), _result(disk, "statusSkipped")), (disk, disk), cluster=CLUSTER)
    assert dict(given.outcomes) == {Outcome.VALID: 1, Outcome.SKIPPED: 1}


def test_what_nobody_asked_about_is_told(asked: tuple[Asked, ...]) -> None:
    stray = {
        "filename": "out/b.yaml",
        "version": "",
        "kind": "",
        "name": "",
        "status": "statusError",
        "msg": "too long",
    }
    given = opinion(_answer(*(_result(one) for one in asked), stray), asked, cluster=CLUSTER)
    assert [(one.code.name, one.problem.message) for one in given.diagnostics] == [
        ("kubeconform-no-answer", "kubeconform speaks of `out/b.yaml`: too long")
    ]


@pytest.mark.parametrize("text", ["", "stdin is valid\n", "[]", "{}", '{"resources": null}', '{"resources": [1]}'])
def test_what_is_no_answer_leaves_everything_unchecked(text: str, asked: tuple[Asked, ...]) -> None:
    given = opinion(text, asked, cluster=CLUSTER)
    assert dict(given.outcomes) == {Outcome.UNCHECKED: 2}
    assert [(one.code.name, one.problem.at) for one in given.diagnostics] == [("kubeconform-no-answer", CLUSTER)]


def test_a_failure_is_told_once_for_a_cluster(asked: tuple[Asked, ...]) -> None:
    given = no_opinion("`kubeconform` is not installed", asked, cluster=CLUSTER)
    assert [one.problem.message for one in given.diagnostics] == ["nothing was checked: `kubeconform` is not installed"]


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("", ()),
        ("/spec/disks/1/name", ("spec", "disks", 1, "name")),
        ("/spec/a/b/c", ("spec", "a/b", "c")),
        ("/spec/a", ("spec", "a")),
        ("/spec/gone/away", ("spec",)),
        ("/spec/disks/7", ("spec", "disks")),
    ],
)
def test_keys_with_slashes_are_found(path: str, route: tuple[str | int, ...]) -> None:
    body = {"spec": {"a": {"b": {}}, "a/b": {"c": 1}, "disks": [{}, {"name": "root"}]}}
    assert route_of(path, body) == route


def _answer(*results: dict[str, Any]) -> str:
    return json.dumps({"resources": results})


def _result(one: Asked, status: str = "statusValid", **more: Any) -> dict[str, Any]:
    file, version, kind, name = one.key
    return {"filename": file, "version": version, "kind": kind, "name": name, "status": status, "msg": "", **more}
