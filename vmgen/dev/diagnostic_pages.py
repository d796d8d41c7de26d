"""Writes the list of all diagnostics, from their codes."""

import re
import textwrap
from itertools import groupby

from vmgen.codes import CODES
from vmgen.dev.markdown import fence, page, table
from vmgen.diagnostics import Code

PATH = "docs/diagnostics.md"
FAMILIES = {
    "1": "Syntax and fields",
    "2": "References",
    "3": "Identity",
    "4": "Placement, architecture, capacity",
    "5": "Network",
    "6": "Storage",
    "7": "Guest",
    "8": "Flux and platform",
    "9": "Housekeeping",
}
_BLOCK = re.compile(r"^(Example|Instead):\n((?:    .*\n|\n)+)", re.MULTILINE)
_INTRODUCTION = """\
`vmgen explain VM301` and `vmgen explain duplicate-mac` print what this page says about one of them. An error
closes the build. A warning can be ignored where it stands, by a comment with a reason:
`# vmgen: ignore[unpinned-image] the lab only`.
"""


def diagnostic_files() -> dict[str, str]:
    """The text of the page by its path from the project's root."""
    parts = [_INTRODUCTION]
    for family, group in groupby(CODES, key=lambda code: code.id[2]):
        codes = list(group)
        parts += [
            f"## {FAMILIES[family]}",
            table(("code", "name", "severity", "when it would have shown"), map(_row, codes)),
        ]
        parts += [part for code in codes for part in _section(code)]
    return {PATH: page("Diagnostics", "the codes in `vmgen/`", *parts)}


def _row(code: Code) -> tuple[str, str, str, str]:
    return f"[{code.id}](#{code.id.lower()}-{code.name})", f"`{code.name}`", code.severity.value, code.shows.value


def _section(code: Code) -> list[str]:
    """The indented blocks of the explanation become YAML that a page shows in color."""
    parts = [f"### {code.id} {code.name}"]
    end = 0
    for block in _BLOCK.finditer(code.text):
        parts += [code.text[end : block.start()], f"{block[1]}:", fence(textwrap.dedent(block[2]), "yaml")]
        end = block.end()
    return [*parts, code.text[end:]]
