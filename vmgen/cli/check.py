"""`vmgen check`: diagnostics, and nothing else."""

import click

from vmgen.cli.options import cluster_option, require_cluster
from vmgen.cli.repository import repository, show
from vmgen.diagnostics import has_errors
from vmgen.findings import in_order
from vmgen.pipeline import Build, Scope, prepare
from vmgen.report import FORMATS

FINDINGS = 1
UNCHECKED = 4
SKIPPED = 5


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
@click.option(
    "--kubeconform",
    "program",
    metavar="[PROGRAM]",
    is_flag=False,
    flag_value="kubeconform",
    default="",
    envvar="VMGEN_CHECK_KUBECONFORM",
    help="Also have kubeconform, or the PROGRAM in its place, validate what would be written.",
)
@click.pass_obj
def command(directory: str, *, format_: str, cluster: str, program: str) -> int:
    """Report what is wrong with the catalog. Exits with 1 if anything is an error.

    With --kubeconform, the code is 4 if some object could not be checked, and 5 if kubeconform skipped one. It is not
    asked about the objects of a vendored release.
    """
    build = prepare(repository(directory), Scope(cluster, allow_deletion=True))
    require_cluster(cluster, build.fleet, build.diagnostics)
    if program:
        return _with_second_opinion(build, format_, program)
    show(FORMATS[format_](build.diagnostics, build.spans))
    if not build.diagnostics:
        click.echo("nothing to report", err=True)
    return FINDINGS if has_errors(build.diagnostics) else 0


def _with_second_opinion(build: Build, format_: str, program: str) -> int:
    """Where there are errors, there is no output to ask about."""
    from vmgen.judge.kubeconform import Outcome
    from vmgen.second_opinion import second_opinion

    if has_errors(build.diagnostics):
        show(FORMATS[format_](build.diagnostics, build.spans))
        click.echo("kubeconform was not asked: mend the errors first", err=True)
        return FINDINGS
    given = second_opinion(build.fleet, build.plan.texts, program=program)
    spans = build.spans.beside(build.plan.texts)
    show(FORMATS[format_](in_order((*build.diagnostics, *given.diagnostics), spans), spans))
    counted = ", ".join(f"{given.outcomes.get(outcome, 0)} {outcome.value}" for outcome in Outcome)
    click.echo(f"kubeconform: {counted}", err=True)
    if given.outcomes.get(Outcome.INVALID):
        return FINDINGS
    if given.outcomes.get(Outcome.UNCHECKED) or has_errors(given.diagnostics):
        return UNCHECKED
    return SKIPPED if given.outcomes.get(Outcome.SKIPPED) else 0
