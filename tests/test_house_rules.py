"""Does the repository still keep the rules that no other tool knows?"""

import ast
import importlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "vmgen"
MODULES = tuple(sorted(PACKAGE.rglob("*.py")))

LONGEST_MODULE = 250
LONGEST_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = {"common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}
HEAVY_LIBRARIES = {
    "httpx",
    "jinja2",
    "jsonschema",
    "jsonschema_rs",
    "pydantic",
    "pydantic_core",
    "rich",
    "ruamel",
    "yaml",
}

# Backticked text that names a file or folder of this repository, also relative to vmgen/. No placeholder matches.
REPOSITORY_PATH = re.compile(
    r"`((?:vmgen|tests|docs|catalog|clusters|schemas|\.github|\.ci"
    r"|syntax|model|fleet|facts|checks|targets|output|impact|external|report|cli|dev)/[\w./-]*"
    r"|[A-Z]+\.md|Makefile|pyproject\.toml|requirements[\w-]*\.txt)`"
)
# Paths that documentation speaks of and that users, not we, create.
PATHS_OF_USERS = ("catalog/vendor/", "catalog/vmgen.lock.yaml")
# One letter of each word is a character class, so that this line is not a finding itself.
PATHS_OF_A_MACHINE = re.compile(r"(?<![\w.])/wor[k]/|/opt/wheel[s]|--index-ur[l]|--find-link[s]|file:/{3}")


def test_no_module_is_longer_than_250_lines() -> None:
    lines = {module: len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {_shown(module): count for module, count in lines.items() if count > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    assert [name for name, length in _functions() if length > LONGEST_FUNCTION] == []


def test_module_names_say_what_they_hold() -> None:
    assert [_shown(module) for module in MODULES if module.stem in NAMES_THAT_SAY_NOTHING] == []


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"])
def test_paths_named_in_documents_exist(document: str) -> None:
    if not (ROOT / document).exists():
        pytest.skip(f"{document} is not written yet")
    named = REPOSITORY_PATH.findall((ROOT / document).read_text(encoding="utf-8"))
    ours = [path for path in named if not path.startswith(PATHS_OF_USERS)]
    assert [path for path in ours if not ((ROOT / path).exists() or (PACKAGE / path).exists())] == []


def test_lock_holds_pins_and_hashes_and_no_address() -> None:
    entry = re.compile(r"\S+==[^:]+| {4}--hash=sha256:[0-9a-f]{64}( \\)?| *#((?!://).)*")
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not entry.fullmatch(line)] == []


def test_every_check_is_in_the_table_and_has_a_file() -> None:
    names = [check.code.name.replace("-", "_") for check in _table("vmgen.checks", "CHECKS")]
    assert sorted(names) == _check_modules()


def test_every_check_has_its_cases() -> None:
    cases = ROOT / "tests" / "checks"
    assert [name for name in _check_modules() if not (cases / f"{name}.yaml").exists()] == []


@pytest.mark.parametrize("attribute", ["id", "name"])
def test_no_two_codes_share(attribute: str) -> None:
    used = Counter(getattr(code, attribute) for code in _table("vmgen.codes", "CODES"))
    assert [value for value, times in used.items() if times > 1] == []


def test_code_ids_and_names_have_one_form() -> None:
    forms = ((code.id, code.name) for code in _table("vmgen.codes", "CODES"))
    well_formed = re.compile(r"VM[1-9]\d\d [a-z][a-z0-9]*(?:-[a-z0-9]+)*")
    assert [form for form in forms if not well_formed.fullmatch(" ".join(form))] == []


def test_help_imports_no_heavy_library() -> None:
    if not (PACKAGE / "cli" / "__init__.py").exists():
        pytest.skip("there is no command line yet")
    run = [sys.executable, "-X", "importtime", "-m", "vmgen", "--help"]
    told = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.splitlines()}
    assert "click" in imported
    assert imported & HEAVY_LIBRARIES == set()


def test_no_file_names_a_path_of_one_machine() -> None:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    git = subprocess.run(listed, cwd=ROOT, check=False, capture_output=True)
    if git.returncode:
        pytest.skip("this is not a Git repository")
    files = [ROOT / name for name in git.stdout.decode().split("\0") if name]
    assert [_shown(file) for file in files if file.is_file() and _names_a_machine(file)] == []


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions() -> Iterator[tuple[str, int]]:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                yield f"{_shown(module)}: {node.name}", node.end_lineno - node.lineno + 1


def _check_modules() -> list[str]:
    folder = PACKAGE / "checks"
    return sorted(module.stem for module in folder.glob("*.py") if module.stem not in {"__init__", "registry"})


def _table(module: str, name: str) -> tuple[Any, ...]:
    path = ROOT.joinpath(*module.split("."))
    if not (path.with_suffix(".py").exists() or (path / "__init__.py").exists()):
        pytest.skip(f"{module} is not written yet")
    return tuple(getattr(importlib.import_module(module), name))


def _names_a_machine(file: Path) -> bool:
    return PATHS_OF_A_MACHINE.search(file.read_text(encoding="utf-8", errors="replace")) is not None
