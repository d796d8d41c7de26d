"""Do the generated pages say everything, and can each of their examples be used as it stands?"""

import re
import shlex
from pathlib import PurePosixPath

import click
import pytest

from tests.support import ROOT
from vmgen.cli import COMMANDS, vmgen
from vmgen.codes import CODES
from vmgen.dev.command_pages import command_files
from vmgen.dev.diagnostic_pages import FAMILIES, diagnostic_files
from vmgen.dev.generate import generated
from vmgen.dev.language import FOLDER, language_files
from vmgen.dev.requirement_pages import requirement_files
from vmgen.model.kinds import KINDS, Kind
from vmgen.model.reference import describe
from vmgen.model.shape import fields
from vmgen.syntax.documents import parse

PAGES = {path: text for path, text in generated().items() if path.endswith(".md")}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")
each_page = pytest.mark.parametrize("path", PAGES)


@each_page
def test_links_lead_somewhere(path: str) -> None:
    for target, anchor in LINK.findall(PAGES[path]):
        there = _resolved(path, target) if target else path
        assert (ROOT / there).exists(), there
        if anchor:
            assert anchor in _anchors(PAGES[there]), f"{there}#{anchor}"


@each_page
def test_yaml_on_a_page_is_yaml(path: str) -> None:
    for language, text in FENCE.findall(PAGES[path]):
        if language == "yaml" and path.startswith(FOLDER):
            assert parse({"a.yaml": text})[1] == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_example_of_a_field_is_the_one_that_explain_shows(kind: Kind) -> None:
    page = language_files()[f"{FOLDER}{kind.name.lower()}.md"]
    for name in fields(kind.spec):
        assert f"`{name}`" in page
        for line in re.findall(r"^example: (.+)$", describe(kind, (name,)) or "", re.MULTILINE):
            assert f"\n{line}\n" in page


def test_every_code_has_its_section_and_its_example() -> None:
    (page,) = diagnostic_files().values()
    assert {code.id[2] for code in CODES} <= FAMILIES.keys()
    for code in CODES:
        assert f"\n### {code.id} {code.name}\n" in page
        assert ("\nExample:\n" in code.text) == ("\nExample:\n" in page.split(f"### {code.id} ")[1].split("\n### ")[0])


def test_every_command_is_there() -> None:
    (page,) = command_files().values()
    assert [name for name in COMMANDS if f"\n## vmgen {name}\n" not in page] == []


def test_every_example_of_a_command_is_understood() -> None:
    (page,) = command_files().values()
    examples = [line for language, text in FENCE.findall(page) if language == "sh" for line in text.splitlines()]
    assert len(examples) >= len(COMMANDS)
    for line in examples:
        for command in re.split(r" (?:&&|\|) ", line):
            program, *arguments = shlex.split(command.partition(" >")[0])
            if program == "vmgen":
                _understand(vmgen, arguments)


def _understand(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    """Raises a UsageError for what the command, or the one below it that the arguments name, does not know."""
    if not isinstance(command, click.Group):
        command.make_context(command.name, arguments, parent=parent)
        return
    context = command.make_context(command.name, [], parent=parent, resilient_parsing=True)
    name, below, rest = command.resolve_command(context, arguments)
    assert below is not None, name
    _understand(below, rest, context)


def test_every_row_about_which_something_is_said_is_there() -> None:
    (page,) = requirement_files().values()
    lines = (ROOT / "tests" / "requirements.tsv").read_text(encoding="utf-8").splitlines()
    said = [line.split("\t") for line in lines if not line.startswith("#")]
    for name, what, _ in said:
        assert (f"\n| {name} |" in page) == bool(what)


def _resolved(path: str, target: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(path).parent.parts, *PurePosixPath(target).parts):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _anchors(page: str) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}
