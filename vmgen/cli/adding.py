"""A new file for the catalog: written only if the catalog builds with it as well as before."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click

from vmgen.cli.repository import show
from vmgen.cli.starter import SCHEMA, modeline
from vmgen.cli.writing import write_new
from vmgen.diagnostics import Diagnostics, has_errors
from vmgen.model.schema.documents import ANY, schema_texts
from vmgen.pipeline import Compilation, compile_catalog
from vmgen.report.text import render_text
from vmgen.syntax.sources import CATALOG, read

FINDINGS = 1


def free_path(root: Path, given: str, *, folder: str, name: str) -> str:
    """Where a new document goes: to `given`, else into `catalog/<folder>/` if there is one, else into `catalog/`."""
    below = f"{CATALOG}/{folder}" if (root / CATALOG / folder).is_dir() else CATALOG
    path = given or f"{below}/{name}.yaml"
    parts = PurePosixPath(path)
    if given and (parts.parts[:1] != (CATALOG,) or ".." in parts.parts or parts.suffix not in {".yaml", ".yml"}):
        raise click.BadParameter(f"`{given}` is no YAML file below `{CATALOG}/`")
    if (root / path).exists():
        raise click.UsageError(f"`{path}` is there already; name another file with --file")
    return path


def add(root: Path, path: str, text: str) -> int:
    """Writes a document with the line for editors above it, and tells what vmgen thinks of it. The exit code."""
    text = modeline(path) + text
    sources, _ = read(root)
    after = compile_catalog({**sources, path: text})
    found = _new(sources, after) if after.diagnostics else ()
    show(render_text(found, after.spans), err=True)
    if has_errors(found):
        click.echo(f"not written: {path}", err=True)
        return FINDINGS
    write_new(root, path, text)
    if not (root / SCHEMA).exists():
        write_new(root, SCHEMA, schema_texts()[f"{ANY}.json"])
    return 0


def _new(sources: Mapping[str, str], after: Compilation) -> Diagnostics:
    """What is told now, and was not told before."""
    before = compile_catalog(sources).diagnostics
    known = {(one.code.id, one.problem.at, one.problem.message) for one in before}
    return tuple(one for one in after.diagnostics if (one.code.id, one.problem.at, one.problem.message) not in known)
