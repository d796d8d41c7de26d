"""Writes every file that is made from vmgen itself; `--check` only says which ones are stale."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from vmgen.dev import command_pages, diagnostic_pages, language, requirement_pages, schemas

GENERATORS: tuple[Callable[[], dict[str, str]], ...] = (
    schemas.schema_files,
    schemas.catalog_schema_files,
    language.language_files,
    diagnostic_pages.diagnostic_files,
    command_pages.command_files,
    requirement_pages.requirement_files,
)
"""Each gives the texts of some files by their paths from the project's root."""

OWNED_FOLDERS: tuple[str, ...] = (schemas.FOLDER, schemas.CATALOG_FOLDER, language.FOLDER)
"""In these folders everything is generated: what no generator gives is removed."""

ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m vmgen.dev.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 if anything is stale")
    check = parser.parse_args(arguments).check
    wanted = generated()
    stale = stale_files(wanted, root)
    if check and stale:
        sys.stdout.write("".join(f"stale: {path}\n" for path in stale) + "to repair: make generate\n")
        return 1
    for path in stale:
        _settle(root / path, wanted.get(path))
        sys.stdout.write(f"{'wrote' if path in wanted else 'removed'}: {path}\n")
    return 0


def generated() -> dict[str, str]:
    return {path: text for generator in GENERATORS for path, text in generator().items()}


def stale_files(wanted: dict[str, str], root: Path) -> list[str]:
    """Paths of files that are missing or different, and of those in owned folders that nobody generates."""
    changed = {path for path, text in wanted.items() if not _holds(root / path, text)}
    owned = (path for folder in OWNED_FOLDERS for path in (root / folder).rglob("*") if path.is_file())
    strays = {path.relative_to(root).as_posix() for path in owned} - wanted.keys()
    return sorted(changed | strays)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _settle(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main())
