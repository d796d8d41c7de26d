"""README can be followed from top to bottom: its files are written, its commands run, its outputs compared.

`make update` writes the real outputs into README.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"^```(?P<language>yaml|console)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"# (catalog/\S+)\n")


def test_readme_can_be_followed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = README.read_text(encoding="utf-8")

    followed = BLOCK.sub(lambda block: f"```{block['language']}\n{_follow(block, tmp_path)}```", written)

    if request.config.option.update_snapshots:
        README.write_text(followed, encoding="utf-8")
    assert followed == README.read_text(encoding="utf-8")


def test_the_two_commands_of_readme_are_those_that_ci_runs() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.findall(r"^(make \w+)", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert commands == ["make build", "make test"]
    assert [command for command in commands if command not in ci] == []


def _follow(block: re.Match[str], folder: Path) -> str:
    body = block["body"]
    if block["language"] == "console":
        commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
        return "".join(f"$ {command}\n{_output(command, folder)}" for command in commands)
    path = PATH.match(body)
    if path:
        file = folder / path[1]
        file.parent.mkdir(exist_ok=True)
        file.write_text(body, encoding="utf-8")
    return body


def _output(command: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C",
    }
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return ran.stdout
