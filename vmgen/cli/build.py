"""`vmgen build`: compile the catalog, and write what changed."""

from pathlib import Path

import click

from vmgen.cli.options import cluster_option, require_cluster
from vmgen.cli.repository import repository, show
from vmgen.cli.stopwatch import Stopwatch
from vmgen.diagnostics import has_errors
from vmgen.output.commit import commit
from vmgen.pipeline import Build, Scope, prepare
from vmgen.report import FORMATS
from vmgen.syntax.sources import CATALOG

FINDINGS = 1


@click.command(name="build", epilog="Example: vmgen build --check")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    envvar="VMGEN_BUILD_CHECK",
    help="Write nothing; exit with 1 if the output is stale.",
)
@click.option(
    "--staged",
    "is_hook",
    is_flag=True,
    envvar="VMGEN_BUILD_STAGED",
    help="For a Git hook: build, and exit with 1 unless catalog and output are staged as they are.",
)
@cluster_option("Build the tree of this Cluster only, and leave the others as they are.")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write below DIR, the root of another repository, instead of the one that holds the catalog.",
)
@click.option(
    "--allow",
    "allowed",
    envvar="VMGEN_BUILD_ALLOW",
    type=click.Choice(["delete"]),
    multiple=True,
    help="Let the build remove many machines, or a namespace, at once.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    envvar="VMGEN_BUILD_FORMAT",
    help="Of diagnostics.",
)
@click.option("--timings", is_flag=True, help="Tell on stderr how long each pass takes.")
@click.pass_obj
def command(
    directory: str,
    *,
    only_check: bool,
    is_hook: bool,
    cluster: str,
    output: Path | None,
    allowed: tuple[str, ...],
    format_: str,
    timings: bool,
) -> int:
    """Compile the catalog into the output folders.

    Only files that changed are written, each one at once. Files that vmgen did not write are never touched.
    Nothing is written while there are errors.
    """
    if is_hook and output is not None:
        raise click.UsageError("`--staged` is about one repository, and `--output` names another")
    root, watch = repository(directory), Stopwatch()
    scope = Scope(cluster, _outside(output, root), allow_deletion="delete" in allowed)
    build = prepare(root, scope, lap=watch)
    require_cluster(cluster, build.fleet, build.diagnostics)
    show(FORMATS[format_](build.diagnostics, build.spans), err=format_ == "text")
    exit_code = FINDINGS
    if not has_errors(build.diagnostics):
        is_talk = format_ == "json"
        exit_code = _check(build, err=is_talk) if only_check else _commit(build, output or root, err=is_talk)
        watch("commit")
        exit_code = exit_code or (FINDINGS if is_hook and not _is_staged(build, root) else 0)
    if timings:
        click.echo(watch.table(), err=True, nl=False)
    return exit_code


def _outside(output: Path | None, root: Path) -> Path | None:
    """A folder in the catalog is none: what is written there would be read as catalog documents."""
    if output is not None and output.resolve().is_relative_to(root.resolve() / CATALOG):
        raise click.UsageError(f"`--output {output}` lies in the catalog; name a folder outside")
    return output


def _commit(build: Build, root: Path, *, err: bool) -> int:
    try:
        commit(build.plan, root=root)
    except OSError as error:
        message = f"cannot write {error.filename or 'the output'}: {error.strerror}; mend it, and build again"
        raise click.ClickException(message) from error
    click.echo(_summary(build), err=err)
    return 0


def _check(build: Build, *, err: bool) -> int:
    plan = build.plan
    for verb, paths in (("missing", plan.create), ("stale", plan.update), ("left over", plan.delete)):
        for path in paths:
            click.echo(f"{verb}: {path}", err=err)
    if plan.is_empty:
        click.echo(f"up to date: {_files(len(build.plan.texts))}", err=err)
        return 0
    click.echo("run `vmgen build` and commit what it writes", err=True)
    return FINDINGS


def _summary(build: Build) -> str:
    plan = build.plan
    changed = len(plan.create) + len(plan.update)
    parts = [f"{_files(changed)} written", f"{len(build.plan.texts) - changed} unchanged"]
    if plan.delete:
        parts.append(f"{len(plan.delete)} deleted")
    return ", ".join(parts)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _is_staged(build: Build, root: Path) -> bool:
    from vmgen.cli.staged import is_staged

    return is_staged(build, root)
