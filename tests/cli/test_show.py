"""What `vmgen show` tells of a machine, and which one somebody means."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import repository, run
from tests.trees import FOLDER, files_below


@pytest.mark.parametrize(("story", "machine"), [("one-machine", "web"), ("two-clusters", "office/web/web")])
def test_show(story: str, machine: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    shown = run("-C", repository(story, tmp_path), "show", machine)
    assert (shown.exit_code, shown.err) == (0, "")
    assert shown.out == snapshot


def test_programs_get_the_same_as_people(tmp_path: Path) -> None:
    root = repository("every-field", tmp_path)
    shown = json.loads(run("-C", root, "show", "web/web", "--format", "json").out)
    page = run("-C", root, "show", "web/web").out

    assert (shown["cluster"], shown["namespace"], shown["name"]) == ("everything", "web", "web")
    named = [*shown["disks"], *shown["networks"], *shown["objects"]]
    assert [one["name"] for one in named if one["name"] not in page] == []
    assert [command for command in shown["commands"] if f"  {command}\n" not in page] == []


def test_every_object_of_a_machine_is_in_the_file_that_is_named(tmp_path: Path) -> None:
    root = repository("every-field", tmp_path)
    files = files_below(FOLDER / "every-field" / "expected")
    for name in run("-C", root, "list", "--format", "names").out.split():
        for one in json.loads(run("-C", root, "show", name, "--format", "json").out)["objects"]:
            assert f"kind: {one['kind']}\n" in files[one["file"]]
            assert f"name: {one['name']}\n" in files[one["file"]]


def test_the_objects_of_another_machine_are_not_shown(tmp_path: Path) -> None:
    root = repository("every-field", tmp_path)
    shown = json.loads(run("-C", root, "show", "sensors-0", "--format", "json").out)
    own = [(one["kind"], one["name"]) for one in shown["objects"]]
    assert ("VirtualMachine", "sensors-0") in own
    assert [one for one in own if one[0] in {"VirtualMachine", "DataVolume"} and "sensors-0" not in one[1]] == []
    assert "NetworkAttachmentDefinition" not in dict(own)


@pytest.mark.parametrize("command", ["show", "why"])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("web", "several machines are called `web`: home/web/web, office/web/web"),
        ("web/web", "several machines are called `web/web`: home/web/web, office/web/web"),
        (
            "databse",
            "or a broken one: see `vmgen check`; did you mean `database`?",
        ),
        ("office/web/wbe", "did you mean `office/web/web`?"),
        ("eb", "no machine `eb`"),
        ("", "no machine ``"),
    ],
)
def test_one_machine_must_be_meant(command: str, name: str, message: str, tmp_path: Path) -> None:
    told = run("-C", repository("two-clusters", tmp_path), command, name)
    assert (told.exit_code, told.out) == (2, "")
    assert message in told.err


def test_faults_elsewhere_do_not_matter(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "broken.yaml").write_text("]", encoding="utf-8")
    assert run("-C", root, "show", "web").out.startswith("web\n")


def test_the_name_of_replicas_is_that_of_no_machine(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    web = root / "catalog" / "web.yaml"
    web.write_text(web.read_text(encoding="utf-8").rstrip() + "\n  replicas: 2\n", encoding="utf-8")

    assert (
        "`web` has replicas, and each is a machine: home/web/web-0, home/web/web-1"
        in run("-C", root, "show", "web").err
    )
    assert run("-C", root, "show", "web-1").out.startswith("web-1\n")


@pytest.mark.parametrize("path", ["/spec/template/spec/domain", "/metadata/labels", "/spec", "/metadata"])
def test_patches_may_do_what_they_want(path: str, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    patch = f"  patches: [{{target: {{kind: VirtualMachine}}, operations: [{{op: remove, path: {path}}}]}}]\n"
    web = root / "catalog" / "web.yaml"
    web.write_text(web.read_text(encoding="utf-8").rstrip() + f"\n{patch}", encoding="utf-8")

    for format_ in ("text", "json"):
        shown = run("-C", root, "show", "web", "--format", format_)
        assert (shown.exit_code, shown.err) == (0, "")
        assert "web-root" in shown.out
