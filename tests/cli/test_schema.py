"""What `vmgen schema` prints and writes."""

import json
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.support import ROOT
from tests.trees import files_below
from vmgen.model.kinds import KINDS, Kind

COMMITTED = files_below(ROOT / "schemas" / "catalog")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_schema_of_a_kind(kind: Kind) -> None:
    printed = run("schema", kind.name)
    assert (printed.exit_code, printed.err) == (0, "")
    assert printed.out == COMMITTED[f"{kind.name.lower()}.json"]
    assert json.loads(printed.out)["properties"]["kind"] == {"const": kind.name}


def test_without_a_kind_the_schema_is_for_all() -> None:
    assert run("schema").out == COMMITTED["catalog.json"]


def test_all_are_written_where_somebody_wants_them(tmp_path: Path) -> None:
    written = run("schema", "--output", tmp_path / "deep" / "schemas")
    assert written.exit_code == 0
    assert files_below(tmp_path / "deep" / "schemas") == COMMITTED
    assert len(written.out.splitlines()) == len(COMMITTED)


def test_one_is_written_where_somebody_wants_it(tmp_path: Path) -> None:
    assert run("schema", "Machine", "--output", tmp_path).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["machine.json"]


def test_a_kind_that_is_not_there_is_a_mistake_in_usage() -> None:
    printed = run("schema", "Mashine")
    assert (printed.exit_code, printed.out) == (2, "")
    assert "no kind `Mashine`; did you mean `Machine`?" in printed.err


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    written = run("schema", "--output", tmp_path / "file" / "below")
    assert written.exit_code == 1
    assert "cannot write" in written.err
