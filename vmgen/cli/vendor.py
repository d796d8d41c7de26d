"""`vmgen vendor`: release manifests for the catalog, so that no cluster has to fetch them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vmgen.cli.options import cluster_option, require_cluster
from vmgen.cli.repository import repository, show

if TYPE_CHECKING:
    from vmgen.pipeline import Understanding

FINDINGS = 1


@click.command(name="vendor", epilog="Example: vmgen vendor && vmgen build && git add catalog clusters")
@click.option(
    "--from",
    "origin",
    metavar="DIR|URL",
    default="",
    envvar="VMGEN_VENDOR_FROM",
    help="Take the manifests from this folder or mirror, instead of where the Cluster says that releases are.",
)
@click.option(
    "--update", is_flag=True, help="Fetch everything again, and take it although it is not what the lock has."
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=20,
    show_default=True,
    help="How long a server may be silent before it is asked again.",
)
@cluster_option("Fetch what this Cluster needs only.")
@click.pass_obj
def command(directory: str, *, origin: str, update: bool, timeout: float, cluster: str) -> int:
    """Fetch the release manifests of KubeVirt and CDI into the catalog.

    Each is written to catalog/vendor/, and its SHA-256 to catalog/vmgen.lock.yaml; builds then write the operators out,
    and no cluster fetches anything. What differs from the SHA-256 that is known is refused. A server that fails is
    asked again for a while. Commit what is written.
    """
    from vmgen.cli.vendoring import Vendoring, manifests_of
    from vmgen.external.http import Patience
    from vmgen.pipeline import fleet_of
    from vmgen.report.text import render_text
    from vmgen.syntax.sources import read
    from vmgen.syntax.spans import Spans

    _refuse_no_folder(origin)
    root = repository(directory)
    sources, _ = read(root)
    understood = fleet_of(sources)
    if _hides_anything(understood):
        show(render_text(understood.diagnostics, Spans(sources)), err=True)
        return FINDINGS
    require_cluster(cluster, understood.fleet, understood.diagnostics)
    wanted = manifests_of(understood.fleet, cluster)
    if not wanted:
        click.echo("nothing to fetch: no Cluster leaves KubeVirt or CDI to vmgen", err=True)
        return 0
    vendoring = Vendoring(root, understood.fleet.lock, origin, update=update)
    return 0 if vendoring.run(wanted, Patience(silence=timeout)) else FINDINGS


def _hides_anything(understood: "Understanding") -> bool:
    """Whether a fault of the catalog keeps its Clusters or the lock from being known."""
    from vmgen.diagnostics import has_errors
    from vmgen.syntax.attachments import LOCK

    fleet = understood.fleet
    written = {one.resource.metadata.name for one in understood.layered if one.resource.kind.name == "Cluster"}
    is_partial = LOCK in fleet.broken or not written or bool(written - {cluster.name for cluster in fleet.clusters})
    return is_partial and has_errors(understood.diagnostics)


def _refuse_no_folder(origin: str) -> None:
    from vmgen.external.releases import is_url

    if origin and not is_url(origin) and not Path(origin).is_dir():
        raise click.BadParameter(f"`{origin}` is neither a folder nor an `https://` address", param_hint="--from")
