"""`vmgen build`: compile the catalog, and write what changed."""

import click

from vmgen.cli.repository import repository, show
from vmgen.diagnostics import has_errors
from vmgen.output.commit import commit
from vmgen.pipeline import Build, prepare
from vmgen.report import FORMATS

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
@click.pass_obj
def command(directory: str, only_check: bool, allowed: tuple[str, ...], format_: str) -> int:
    """Compile the catalog into the output folders.

    Only files that changed are written, each one at once. Files that vmgen did not write are never touched.
    Nothing is written while there are errors.
    """
    root = repository(directory)
    build = prepare(root, allow_deletion="delete" in allowed)
    show(FORMATS[format_](build.diagnostics, build.spans), err=format_ == "text")
    if has_errors(build.diagnostics):
        return FINDINGS
    if only_check:
        return _check(build, err=format_ == "json")
    try:
        commit(build.plan, root=root)
    except OSError as error:
        message = f"cannot write {error.filename or 'the output'}: {error.strerror}; mend it, and build again"
        raise click.ClickException(message) from error
    click.echo(_summary(build), err=format_ == "json")
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
