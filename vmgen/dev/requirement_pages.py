"""Writes what vmgen does about each requirement, and which test shows it, from the table that the tests hold."""

from pathlib import Path

from vmgen.dev.markdown import page, table

PATH = "docs/requirements.md"
_TABLE = Path(__file__).parents[2] / "tests" / "requirements.tsv"
_INTRODUCTION = """\
What the documents behind the Machine language ask for, row by row: what vmgen does about it, and what
shows that it does.
"""


def requirement_files() -> dict[str, str]:
    """The text of the page by its path from the project's root; rows about which nothing is said yet are left out."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    shown = [(name, what, ", ".join(map(_link, tests.split()))) for name, what, tests in rows if what]
    return {
        PATH: page(
            "Requirements",
            "tests/requirements.tsv",
            _INTRODUCTION,
            table(("row", "what vmgen does", "shown by"), shown),
        )
    }


def _link(test: str) -> str:
    file, _, function = test.partition("::")
    return f"[`{function or file.removeprefix('tests/')}`](../{file})"
