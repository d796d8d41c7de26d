"""`vmgen check`: diagnostics, and nothing else."""

import click

from vmgen.cli.options import cluster_option, require_cluster
from vmgen.cli.repository import repository, show
from vmgen.diagnostics import has_errors
from vmgen.pipeline import Scope, prepare
from vmgen.report import FORMATS

FINDINGS = 1


@click.command(name="check", epilog="Example: vmgen check --format github")
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    envvar="VMGEN_CHECK_FORMAT",
    help="Of the report.",
)
@cluster_option("Leave out what is wrong with other clusters and their machines.")
@click.pass_obj
def command(directory: str, *, format_: str, cluster: str) -> int:
    """Report what is wrong with the catalog. Exits with 1 if anything is an error."""
    build = prepare(repository(directory), Scope(cluster, allow_deletion=True))
    require_cluster(cluster, build)
    show(FORMATS[format_](build.diagnostics, build.spans))
    if not build.diagnostics:
        click.echo("nothing to report", err=True)
    return FINDINGS if has_errors(build.diagnostics) else 0
