"""Markdown, as the generated pages need it."""

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by `make generate` from {source}. Do not edit. -->"


def page(title: str, source: str, *parts: str) -> str:
    """A whole page; each part is a paragraph, a table or a block."""
    return (
        "\n\n".join([NOTICE.format(source=source), f"# {title}", *(part.strip("\n") for part in parts if part)]) + "\n"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def fence(text: str, language: str) -> str:
    return f"```{language}\n{text.strip(chr(10))}\n```"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
