"""Is there a test, by name, for every row of the requirements?"""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import ROOT, TESTS


class Row(NamedTuple):
    """A row of tests/requirements.tsv."""

    name: str
    what: str
    tests: tuple[str, ...]


def _row(line: str) -> Row:
    name, what, tests = line.split("\t")
    return Row(name, what, tuple(tests.split()))


LINES = (TESTS / "requirements.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [_row(line) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_each_row_names_tests_that_exist(row: Row) -> None:
    assert [name for name in row.tests if not exists(name)] == []


def exists(name: str) -> bool:
    file, _, function = name.partition("::")
    path = ROOT / file
    return path.exists() and (not function or function in functions(path))


@cache
def functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
