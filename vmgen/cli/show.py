"""`vmgen show`: one machine, with everything that it is made of, and how to look at it in its cluster."""

import json
from collections.abc import Iterator

import click

from vmgen.cli import offers
from vmgen.cli.inventory import JsonObject, inventory, written_in
from vmgen.cli.names import chosen
from vmgen.cli.rendered import is_link, objects_of
from vmgen.cli.repository import repository
from vmgen.cli.table import Column, table
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.pipeline import fleet_of
from vmgen.report.text import place
from vmgen.syntax.sources import read
from vmgen.syntax.spans import Spans
from vmgen.targets.labels import MACHINE_LABEL
from vmgen.targets.manifest import Manifest, value_at

_UUID = ("spec", "template", "spec", "domain", "firmware", "uuid")


@click.command(name="show", epilog="Example: vmgen show web; vmgen show homelab/home/media --format json")
@click.argument("machine", shell_complete=offers.machines)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "text"]),
    default="text",
    show_default=True,
    envvar="VMGEN_SHOW_FORMAT",
    help="Of the answer.",
)
@click.pass_obj
def command(directory: str, *, machine: str, format_: str) -> int:
    """Show MACHINE with its disks, networks and objects, and the commands to look at it in its cluster.

    MACHINE is a name, namespace/name or cluster/namespace/name.
    """
    sources, _ = read(repository(directory))
    fleet = fleet_of(sources).fleet
    by_identity = {one.identity: one for one in fleet.machines}
    found = by_identity[chosen(machine, {one.identity: one.set for one in fleet.machines})]
    shown = _whole(found, fleet, Spans(sources))
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False) if format_ == "json" else "\n".join(_page(shown)))
    return 0


def _whole(machine: Machine, fleet: Fleet, spans: Spans) -> JsonObject:
    objects = objects_of(machine, fleet)
    return {
        **inventory(machine),
        **written_in(machine, spans),
        "uuid": next(filter(None, (value_at(one, *_UUID) for one in objects)), ""),
        "layers": [place(layer.at, spans) for layer in reversed(machine.written.layers[:-1])],
        "objects": [_object(one, machine.cluster.output) for one in objects],
        "commands": [*_commands(machine), *(_link_command(one) for one in objects if is_link(one))],
    }


def _object(manifest: Manifest, folder: str) -> JsonObject:
    return {
        "apiVersion": value_at(manifest, "apiVersion"),
        "kind": value_at(manifest, "kind"),
        "namespace": value_at(manifest, "metadata", "namespace"),
        "name": value_at(manifest, "metadata", "name"),
        "file": f"{folder}/{manifest.path}",
    }


def _commands(machine: Machine) -> list[str]:
    name, namespace = machine.name, machine.namespace
    user = machine.spec.users[0].name if machine.spec.users else "USER"
    return [
        f"vmgen why {machine.identity}",
        f"kubectl get vm,vmi,pvc -n {namespace} -l {MACHINE_LABEL}={name}",
        f"kubectl describe vmi -n {namespace} {name}",
        f"virtctl console -n {namespace} {name}",
        f"virtctl ssh -n {namespace} {user}@vm/{name}",
    ]


def _link_command(link: Manifest) -> str:
    namespace, name = value_at(link, "metadata", "namespace"), value_at(link, "metadata", "name")
    return f"flux get kustomization -n {namespace} {name}"


def _page(shown: JsonObject) -> Iterator[str]:
    facts = {
        "cluster": shown["cluster"],
        "namespace": shown["namespace"],
        "written in": f"{shown['file']}:{shown['line']}",
        "template": shown["template"],
        "built on": ", ".join(shown["layers"]),
        "size": f"{shown['vcpus']} vCPU, {shown['memory']} of memory, {shown['architecture']}",
        "power": shown["power"],
        "uuid": shown["uuid"],
    }
    yield shown["name"]
    yield from (f"  {name:<10}  {fact}" for name, fact in facts.items() if fact)
    yield from _section("disks", shown["disks"], ("name", "size", "storageClass", "accessMode", "claim", "source"))
    networks = [{**one, "addresses": ", ".join(one["addresses"])} for one in shown["networks"]]
    yield from _section("networks", networks, ("name", "network", "model", "macAddress", "addresses"))
    yield from _section("objects", shown["objects"], ("kind", "namespace", "name", "file"))
    yield from ("", "commands", *(f"  {command}" for command in shown["commands"]))


def _section(title: str, items: list[JsonObject], keys: tuple[str, ...]) -> Iterator[str]:
    """A table of what the items say; a column that says nothing is left out."""
    used = [key for key in keys if any(item[key] for item in items)]
    if used:
        columns = [Column(_words(key), [item[key] or "-" for item in items], is_folded=True) for key in used]
        yield from ("", title, *table(columns, indent=2).splitlines())


def _words(key: str) -> str:
    """`storageClass` as the head of a column: `STORAGE CLASS`."""
    return "".join(f" {letter}" if letter.isupper() else letter.upper() for letter in key)
