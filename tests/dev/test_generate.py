"""Is what is generated in the repository fresh, and is it written, checked and cleaned up as promised?"""

import json
from pathlib import Path

import pytest

from vmgen.dev.generate import GENERATORS, OWNED_FOLDERS, ROOT, generated, main, stale_files
from vmgen.dev.schemas import schema_files
from vmgen.facts.schema_files import LAYOUT, RELEASES, folder_of
from vmgen.facts.schemas import SCHEMA_KINDS, object_schema

MACHINE = "schemas/kubernetes/kubevirt-1.9/virtualmachine-kubevirt-v1.json"


def test_generated_files_are_fresh() -> None:
    assert stale_files(generated(), ROOT) == []


def test_generators_do_not_write_each_others_files() -> None:
    assert len(generated()) == sum(len(generator()) for generator in GENERATORS)


def test_schemas_lie_where_kubeconform_looks() -> None:
    paths = schema_files()
    assert {MACHINE, "schemas/kubernetes/namespace-v1.json"} <= paths.keys()
    assert {
        "schemas/kubernetes/kustomization-kustomize-v1.json",
        "schemas/kubernetes/kustomization-kustomize-v1beta1.json",
    } <= paths.keys()
    assert len({path.rpartition("/")[2] for path in paths}) == len(SCHEMA_KINDS)


def test_each_release_line_has_a_folder_with_the_kinds_that_its_releases_change() -> None:
    folders: dict[str, set[str]] = {}
    for path in schema_files():
        folder, _, name = path.removeprefix("schemas/kubernetes/").rpartition("/")
        folders.setdefault(folder, set()).add(name)
    common = folders.pop("")
    assert sorted(folders) == [
        *(f"cdi-1.{minor}" for minor in range(61, 67)),
        *(f"kubevirt-1.{minor}" for minor in range(6, 10)),
    ]
    for folder, files in folders.items():
        assert files.isdisjoint(common), folder
        machine_or_disk = {"kubevirt": "virtualmachine-kubevirt-v1.json", "cdi": "datavolume-cdi-v1beta1.json"}
        assert machine_or_disk[folder.partition("-")[0]] in files


def test_schema_files_hold_the_schemas() -> None:
    assert json.loads(schema_files()[MACHINE]) == object_schema("kubevirt.io/v1", "VirtualMachine", release="1.9")


def test_a_line_has_the_fields_of_its_releases() -> None:
    texts = {line: schema_files()[MACHINE.replace("1.9", line)] for line in ("1.7", "1.8", "1.9")}
    assert [line for line, text in texts.items() if '"rebootPolicy"' in text] == ["1.8", "1.9"]


def test_the_readme_of_the_schemas_names_the_newest_folders() -> None:
    text = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    newest = {folder_of(product, releases[-1]) for product, releases in RELEASES.items()}
    assert [folder for folder in newest if f"kubernetes/{folder}/{LAYOUT}" not in text] == []


def test_missing_files_are_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], root=tmp_path) == 0
    assert f"wrote: {MACHINE}\n" in capsys.readouterr().out
    assert (tmp_path / MACHINE).read_text(encoding="utf-8") == schema_files()[MACHINE]
    assert main([], root=tmp_path) == 0
    assert capsys.readouterr().out == ""


def test_check_names_stale_files_and_the_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], root=tmp_path)
    (tmp_path / MACHINE).write_bytes(b"\xff")
    capsys.readouterr()
    assert main(["--check"], root=tmp_path) == 1
    assert capsys.readouterr().out == f"stale: {MACHINE}\nto repair: make generate\n"
    assert (tmp_path / MACHINE).read_bytes() == b"\xff"


def test_strays_in_owned_folders_are_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], root=tmp_path)
    stray, neighbor = tmp_path / OWNED_FOLDERS[0] / "old-v1.json", tmp_path / "schemas" / "README.md"
    stray.touch()
    neighbor.touch()
    capsys.readouterr()
    assert main([], root=tmp_path) == 0
    assert capsys.readouterr().out == "removed: schemas/kubernetes/old-v1.json\n"
    assert (stray.exists(), neighbor.exists()) == (False, True)


def test_check_of_fresh_files_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], root=tmp_path)
    capsys.readouterr()
    assert main(["--check"], root=tmp_path) == 0
    assert capsys.readouterr().out == ""
