"""What `vmgen check` reports, in each format."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import repository, run
from tests.trees import FOLDER


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_report(format_: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    checked = run("-C", repository("first-mistakes/two-machines-one-name", tmp_path), "check", "--format", format_)
    assert checked.exit_code == 1
    assert checked.out == snapshot
    assert checked.err == ""


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_nothing_to_report_is_no_output(format_: str, tmp_path: Path) -> None:
    checked = run("-C", repository("one-machine", tmp_path), "check", "--format", format_)
    assert (checked.exit_code, checked.out, checked.err) == (0, "", "nothing to report\n")


def test_json_tells_places_and_names_for_programs(tmp_path: Path) -> None:
    checked = run("-C", repository("first-mistakes/unknown-template", tmp_path), "check", "--format", "json")
    first, _ = (json.loads(line) for line in checked.out.splitlines())
    place = {key: first[key] for key in ("file", "document", "path", "line", "column", "endColumn")}

    assert (first["level"], first["name"], first["type"]) == ("error", "template-not-found", "TemplateNotFound")
    assert place == {
        "file": "catalog/web.yaml",
        "document": 0,
        "path": ["spec", "template"],
        "line": 6,
        "column": 13,
        "endColumn": 19,
    }


def test_github_keeps_what_would_end_a_command_or_a_property(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    text = 'apiVersion: vitistack.io/v1alpha1\nkind: "100%,\\n::error::"\nmetadata: {name: x}\n'
    (root / "catalog" / "a,b.yaml").write_text(text, encoding="utf-8")

    checked = run("-C", root, "check", "--format", "github")
    assert len(checked.out.splitlines()) == 1
    assert "file=catalog/a%2Cb.yaml," in checked.out
    assert r"100%25,\n::error::" in checked.out


def test_warnings_alone_end_with_0(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    with (root / "catalog" / "web.yaml").open("a", encoding="utf-8") as file:
        file.write("# vmgen: ignore[duplicate-mac] nothing to see\n")

    checked = run("-C", root, "check")
    assert checked.exit_code == 0
    assert checked.out.endswith("\n1 warning\n")


def test_warnings_are_errors_where_the_owner_is_strict(tmp_path: Path) -> None:
    checked = run("-C", repository("strict", tmp_path), "check")
    assert checked.exit_code == 1
    assert checked.out.startswith("error[VM901]")


def test_check_writes_nothing(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    run("-C", root, "check")
    assert [path.name for path in root.iterdir()] == ["catalog"]


def test_every_mistake_is_told_in_one_run(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    mistakes = sorted((FOLDER / "first-mistakes").glob("*/catalog/*.yaml"))
    files = {f"{index:02}-{file.name}": file.read_bytes() for index, file in enumerate(mistakes)}
    for name, content in files.items():
        (root / "catalog" / name).write_bytes(content)

    checked = run("-C", root, "check", "--format", "json")
    told = {json.loads(line)["file"].removeprefix("catalog/") for line in checked.out.splitlines()}
    assert files.keys() <= told
