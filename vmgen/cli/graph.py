"""`vmgen graph`: the chain and the fleet as a picture."""

import click

from vmgen.cli.options import cluster_option, require_cluster
from vmgen.cli.repository import repository
from vmgen.diagnostics import has_errors
from vmgen.pipeline import fleet_of
from vmgen.report.graph import GRAPH_FORMATS
from vmgen.report.graph.fleet import PARTS, graph
from vmgen.syntax.sources import read


@click.command(name="graph", epilog="Example: vmgen graph --only chain; vmgen graph --format svg > fleet.svg")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(GRAPH_FORMATS)),
    default="mermaid",
    show_default=True,
    envvar="VMGEN_GRAPH_FORMAT",
    help="mermaid is for Markdown, dot for Graphviz, svg a picture.",
)
@cluster_option("This Cluster only.")
@click.option("--only", type=click.Choice(PARTS), help="What Flux walks through, or the machines.")
@click.pass_obj
def command(directory: str, *, format_: str, cluster: str, only: str | None) -> int:
    """Draw what Flux reconciles one after the other, what each link waits for, and the machines at the end.

    A namespace with many machines is drawn with their number; so are all in a large fleet.
    """
    sources, unread = read(repository(directory))
    understood = fleet_of(sources)
    faults = (*unread, *understood.diagnostics)
    require_cluster(cluster, understood.fleet, faults)
    click.echo(GRAPH_FORMATS[format_](graph(understood.fleet, cluster=cluster, only=only or "")), nl=False)
    if has_errors(faults):
        click.echo("what has errors is left out: see `vmgen check`", err=True)
    return 0
