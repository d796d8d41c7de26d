"""What all commands share: help, where the repository is, exit codes, variables, color, and that nothing crashes."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import repository, run
from vmgen import __version__
from vmgen.cli import COMMANDS

RED = "\x1b[31m"


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS)])
def test_help(command: str, snapshot: SnapshotAssertion) -> None:
    told = _vmgen(*command.split(), "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == snapshot
    assert "Example: vmgen " in told.stdout


def test_short_help_is_the_same_as_the_long_one() -> None:
    assert run("build", "-h") == run("build", "--help")


def test_version() -> None:
    assert run("--version").out == f"vmgen, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [("bild",), ("build", "--chek"), ("build", "--allow", "all"), ("build", "now"), ("check", "--format", "xml")],
)
def test_mistakes_in_usage_end_with_2(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.exit_code, ran.out) == (2, "")
    assert "Usage: " in ran.err


@pytest.mark.parametrize("below", ["", "catalog", "catalog/machines", "docs/deep"])
def test_the_repository_is_the_nearest_folder_above_that_has_a_catalog(below: str, tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    (root / "docs" / "deep").mkdir(parents=True)
    assert run("-C", root / below, "build").exit_code == 0
    assert (root / "clusters" / "home" / "kustomization.yaml").exists()


def test_without_an_option_the_repository_is_around_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository("two-clusters", tmp_path)
    monkeypatch.chdir(root / "catalog")
    assert run("build").exit_code == 0
    assert (root / "clusters").exists()


@pytest.mark.parametrize("command", [("build",), ("check",), ("why", "web")])
def test_without_a_catalog_the_message_says_how_to_name_it(command: tuple[str, ...], tmp_path: Path) -> None:
    ran = run("-C", tmp_path, *command)
    assert ran.exit_code == 2
    assert "no `catalog/` in" in ran.err
    assert "-C DIR" in ran.err


def test_a_directory_that_is_not_there_is_a_mistake_in_usage(tmp_path: Path) -> None:
    repository("one-machine", tmp_path)
    assert run("-C", tmp_path / "nowhere", "check").exit_code == 2


def test_options_can_be_set_by_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository("first-mistakes/unknown-template", tmp_path)
    monkeypatch.setenv("VMGEN_DIRECTORY", str(root))
    monkeypatch.setenv("VMGEN_COLOR", "true")
    ran = run("check")
    assert ran.exit_code == 1
    assert RED in ran.out


@pytest.mark.parametrize(
    ("variable", "value", "arguments"),
    [
        ("VMGEN_CHECK_FORMAT", "json", ("check", "--format", "json")),
        ("VMGEN_BUILD_FORMAT", "json", ("build", "--format", "json")),
        ("VMGEN_BUILD_CHECK", "1", ("build", "--check")),
    ],
)
def test_variables_are_called_like_their_option(
    variable: str, value: str, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "one-machine" if variable.endswith("_CHECK") else "first-mistakes/unknown-template"
    root = repository(name, tmp_path)
    expected = run("-C", root, *arguments)
    monkeypatch.setenv(variable, value)
    assert run("-C", root, arguments[0]) == expected


def test_every_option_has_a_variable_that_is_called_like_it() -> None:
    commands = {name: importlib.import_module(f"vmgen.cli.{name}").command for name in COMMANDS}
    options = [(path, one) for name, command in commands.items() for path, one in _options(name, command)]
    variables = {(path, one.opts[-1]): one.envvar or f"VMGEN_{path}_{one.name}".upper() for path, one in options}

    wanted = {(path, name): f"VMGEN_{path}_{name.strip('-')}".replace("-", "_").upper() for path, name in variables}
    assert variables == wanted


def test_color_is_for_terminals_unless_somebody_wants_it(tmp_path: Path) -> None:
    root = repository("first-mistakes/unknown-template", tmp_path)
    assert "\x1b" not in run("-C", root, "check").out
    assert "\x1b" not in run("-C", root, "--no-color", "check").out
    assert RED in run("-C", root, "--color", "check").out
    assert RED in run("-C", root, "--color", "build").err


def test_color_changes_no_character_of_a_report(tmp_path: Path) -> None:
    root = repository("first-mistakes/values", tmp_path)
    painted = run("-C", root, "--color", "check").out
    plain = "".join(part.partition("m")[2] if index else part for index, part in enumerate(painted.split("\x1b[")))
    assert plain == run("-C", root, "check").out


def test_a_bug_ends_with_3_and_says_that_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "unwritten", "A command whose module does not exist.")
    ran = run("unwritten")
    assert (ran.exit_code, ran.out) == (3, "")
    assert "Traceback" in ran.err
    assert f"This is a bug in vmgen {__version__}, not in your catalog." in ran.err


def test_an_interrupted_command_ends_with_130_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vmgen.cli.build.prepare", interrupted)
    root = repository("one-machine", tmp_path)
    ran = run("-C", root, "build")

    assert ran.exit_code == 130
    assert "Traceback" not in ran.err
    assert not (root / "clusters").exists()


def _vmgen(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vmgen", *arguments]
    environment = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(
        command, check=False, capture_output=True, timeout=60, text=True, encoding="utf-8", env=environment
    )


def _options(path: str, command: click.Command) -> Iterator[tuple[str, click.Option]]:
    """With those of the commands below a command."""
    for one in command.params:
        if isinstance(one, click.Option):
            yield path, one
    for name, below in getattr(command, "commands", {}).items():
        yield from _options(f"{path}_{name}", below)
