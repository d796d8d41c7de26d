"""Options that several commands have: each is written, described and named as a variable once."""

from collections.abc import Callable
from typing import TypeVar

import click

from vmgen.cli import offers
from vmgen.diagnostics import Diagnostics, has_errors
from vmgen.fleet.fleet import Fleet
from vmgen.model.spelling import known_names

Command = TypeVar("Command", bound=Callable[..., object])


def cluster_option(help_: str) -> Callable[[Command], Command]:
    """`--cluster C`. The variable is called VMGEN_<COMMAND>_CLUSTER, as click makes it of the parameter's name."""
    return click.option("--cluster", metavar="C", default="", shell_complete=offers.clusters, help=help_)


def require_cluster(name: str, fleet: Fleet, diagnostics: Diagnostics) -> None:
    """Refuses the name of a Cluster that the catalog does not have. Where there are errors, they are the reason."""
    known = [cluster.name for cluster in fleet.clusters]
    if name and name not in known and not has_errors(diagnostics):
        raise click.UsageError(f"no Cluster `{name}` in the catalog; {known_names(name, known)}".rstrip("; "))
