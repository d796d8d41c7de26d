"""README and the pages of docs/ can be followed from top to bottom: files are written, commands run, outputs compared.

`make update` writes the real outputs into the pages. A page that begins where another one ends, but for what goes wrong
there, says so in a comment: `<!-- begins with first-machine.md -->`. So does a drawing of
Mermaid: `<!-- drawn by vmgen graph -->`.

The catalog that a reader has in the end, before anything goes wrong, is a story in tests/stories/pages/: what is
written from it is held to everything that trees are held to.
"""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.trees import FOLDER, files_below
from vmgen.dev.generate import generated

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WRITTEN = [path for path in PAGES if path.relative_to(ROOT).as_posix() not in generated()]
BLOCK = re.compile(
    r"^(?:<!-- drawn by (?P<drawing>[^\n]*) -->\n)?```(?P<language>yaml|console|mermaid)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
BEGINNING = re.compile(r"<!-- begins with (\S+) -->")
MISTAKES = "## What can go wrong"
FILE = re.compile(r"# ((?:catalog|clusters|releases)/\S+)\n")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#([^)]+))?")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

each_page = pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())


@each_page
def test_page_can_be_followed(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = page.read_text(encoding="utf-8")
    for beginning in BEGINNING.findall(written):
        _write_files(page.with_name(beginning).read_text(encoding="utf-8").partition(MISTAKES)[0], tmp_path)

    lesson, heading, mistakes = written.partition(MISTAKES)
    followed = _followed(lesson, tmp_path)
    catalog = files_below(tmp_path / "catalog")
    followed += heading + _followed(mistakes, tmp_path)

    if request.config.option.update_snapshots:
        page.write_text(followed, encoding="utf-8")
        _rewrite(_story(page) / "catalog", catalog)
    assert followed == page.read_text(encoding="utf-8")
    assert catalog == files_below(_story(page) / "catalog")


@each_page
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link, _ in links if not (page.parent / link).exists()] == []
    assert [(link, place) for link, place in links if place and place not in _places(page.parent / link)] == []


def test_the_index_lists_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in PAGES if path.parent.name == "docs"} - {"README.md"}
    assert {name for name in pages if f"]({name})" not in index} == set()


def test_the_two_commands_of_readme_are_those_that_ci_runs() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.findall(r"^(make \w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert commands == ["make build", "make test"]
    assert [command for command in commands if command not in ci] == []


@cache
def _places(page: Path) -> frozenset[str]:
    """The headings of a page, as links name them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return frozenset(re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings)


def _write_files(page: str, folder: Path) -> None:
    for block in BLOCK.finditer(page):
        path = FILE.match(block["body"])
        if path:
            file = folder / path[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["body"], encoding="utf-8")


def _story(page: Path) -> Path:
    return FOLDER / "pages" / page.relative_to(ROOT).with_suffix("")


def _rewrite(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _followed(part: str, folder: Path) -> str:
    return BLOCK.sub(lambda block: f"{_head(block)}{_follow(block, folder)}```", part)


def _head(block: re.Match[str]) -> str:
    return block[0].removesuffix(f"{block['body']}```")


def _follow(block: re.Match[str], folder: Path) -> str:
    _write_files(block[0], folder)
    body = block["body"]
    if block["language"] == "yaml":
        return body
    if block["language"] == "mermaid":
        return _output(block["drawing"], folder)
    commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_output(command, folder)}" for command in commands)


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
