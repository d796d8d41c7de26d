"""`vmgen list`: the fleet as a table."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

import click

from vmgen.cli.inventory import JsonObject, inventory, written_in
from vmgen.cli.names import matches
from vmgen.cli.options import cluster_option
from vmgen.cli.repository import repository
from vmgen.cli.selector import selected
from vmgen.cli.table import Column, table
from vmgen.diagnostics import has_errors
from vmgen.fleet.fleet import Machine
from vmgen.pipeline import fleet_of
from vmgen.syntax.sources import read
from vmgen.syntax.spans import Spans
from vmgen.targets.labels import machine_labels


def _network(network: JsonObject) -> str:
    """With its addresses, or, where the network gives it one, with what the network knows it by."""
    return " ".join((network["network"], *(network["addresses"] or [network["macAddress"]]))).strip()


COLUMNS: Mapping[str, Callable[[JsonObject], str]] = {
    "CLUSTER": lambda one: one["cluster"],
    "NAMESPACE": lambda one: one["namespace"],
    "MACHINE": lambda one: one["name"],
    "TEMPLATE": lambda one: one["template"] or "-",
    "ARCH": lambda one: one["architecture"],
    "VCPU": lambda one: str(one["vcpus"]),
    "MEMORY": lambda one: one["memory"],
    "DISKS": lambda one: ", ".join(f"{disk['name']} {disk['size']}".strip() for disk in one["disks"]) or "-",
    "NETWORKS": lambda one: ", ".join(map(_network, one["networks"])),
    "POWER": lambda one: one["power"],
}
_NUMBERS = ("VCPU", "MEMORY")
_FOLDED = ("DISKS", "NETWORKS")
_SPARE = ("CLUSTER", "TEMPLATE", "ARCH")


@click.command(name="list", epilog="Example: vmgen list 'web-*' -l tier=frontend --format names")
@click.argument("pattern", default="*")
@cluster_option("Machines of this Cluster only.")
@click.option("-n", "--namespace", metavar="NS", default="", help="Machines of this namespace only.")
@click.option(
    "-l",
    "--selector",
    metavar="LABELS",
    default="",
    help="Machines with these labels only: tier=web,env!=test,!old.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "json", "names", "table"]),
    default="table",
    show_default=True,
    envvar="VMGEN_LIST_FORMAT",
    help="names are cluster/namespace/machine, as `show` and `why` take them.",
)
@click.pass_obj
def command(directory: str, *, pattern: str, cluster: str, namespace: str, selector: str, format_: str) -> int:
    """List the machines of the catalog that PATTERN stands for: all, or web-*, or namespace/*.

    The name of a Machine with `replicas` stands for all of them.
    """
    sources, unread = read(repository(directory))
    understood = fleet_of(sources)
    is_selected = selected(selector)
    found = [
        one
        for one in sorted(understood.fleet.machines, key=lambda machine: machine.identity.split("/"))
        if cluster in {"", one.cluster.name}
        and namespace in {"", one.namespace}
        and any(matches(pattern, identity) for identity in _identities(one))
        and is_selected(machine_labels(one))
    ]
    click.echo(_FORMATS[format_](found, Spans(sources)), nl=False)
    if has_errors((*unread, *understood.diagnostics)):
        click.echo("machines with errors are left out: see `vmgen check`", err=True)
    elif not found:
        click.echo("no machine matches", err=True)
    return 0


def _identities(machine: Machine) -> tuple[str, ...]:
    """A replica also goes by the name that is typed of it."""
    if not machine.set:
        return (machine.identity,)
    return machine.identity, f"{machine.cluster.name}/{machine.namespace}/{machine.set}"


def _table(found: Sequence[Machine], _spans: Spans) -> str:
    known = [inventory(one) for one in found]
    columns = [
        Column(
            name,
            [cell(one) for one in known],
            is_number=name in _NUMBERS,
            is_folded=name in _FOLDED,
            is_spare=name in _SPARE,
        )
        for name, cell in COLUMNS.items()
    ]
    return table(columns) if found else ""


def _csv(found: Sequence[Machine], _spans: Spans) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(name.lower() for name in COLUMNS)
    writer.writerows([cell(one) for cell in COLUMNS.values()] for one in map(inventory, found))
    return text.getvalue()


def _json(found: Sequence[Machine], spans: Spans) -> str:
    objects = [{**inventory(one), **written_in(one, spans)} for one in found]
    return json.dumps(objects, indent=2, ensure_ascii=False) + "\n"


def _names(found: Sequence[Machine], _spans: Spans) -> str:
    return "".join(f"{one.identity}\n" for one in found)


_FORMATS: Mapping[str, Callable[[Sequence[Machine], Spans], str]] = {
    "csv": _csv,
    "json": _json,
    "names": _names,
    "table": _table,
}
