"""`vmgen show`: one machine, with everything that it is made of, and how to look at it in its cluster."""

import json
from collections.abc import Iterator

import click

from vmgen.cli import offers
from vmgen.cli.inventory import JsonObject, inventory, written_in
from vmgen.cli.names import chosen
from vmgen.cli.rendered import link_of, objects_of
from vmgen.cli.repository import repository
from vmgen.cli.table import Column, table
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.pipeline import fleet_of
from vmgen.report.text import place
from vmgen.syntax.sources import read
from vmgen.syntax.spans import Spans
from vmgen.targets.manifest import Manifest


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
    fleet, _ = fleet_of(sources)
    by_identity = {one.identity: one for one in fleet.machines}
    found = by_identity[chosen(machine, {one.identity: one.set for one in fleet.machines})]
    shown = _whole(found, fleet, Spans(sources))
    click.echo(json.dumps(shown, indent=2, ensure_ascii=False) if format_ == "json" else "\n".join(_page(shown)))
    return 0


def _whole(machine: Machine, fleet: Fleet, spans: Spans) -> JsonObject:
    objects = objects_of(machine, fleet)
    virtual_machine = next(one for one in objects if one.kind == "VirtualMachine")
    domain = virtual_machine.body["spec"]["template"]["spec"]["domain"]
    return {
        **inventory(machine),
        **written_in(machine, spans),
        **{key: domain.get("firmware", {}).get(key, "") for key in ("uuid", "serial")},
        "layers": [place(layer.at, spans) for layer in reversed(machine.written.layers[:-1])],
        "objects": [_object(one, machine.cluster.output) for one in objects],
        "commands": _commands(machine, link_of(objects)),
    }


def _object(manifest: Manifest, folder: str) -> JsonObject:
    metadata = manifest.body["metadata"]
    return {
        "apiVersion": manifest.api_version,
        "kind": manifest.kind,
        "namespace": metadata.get("namespace", ""),
        "name": metadata["name"],
        "file": f"{folder}/{manifest.path}",
    }


def _commands(machine: Machine, link: Manifest) -> list[str]:
    name, namespace = machine.name, machine.namespace
    user = machine.spec.users[0].name if machine.spec.users else "USER"
    metadata = link.body["metadata"]
    return [
        f"kubectl get vm,vmi,pvc -n {namespace} -l vitistack.io/machine={name}",
        f"kubectl describe vmi -n {namespace} {name}",
        f"virtctl console -n {namespace} {name}",
        f"virtctl ssh -n {namespace} {user}@vm/{name}",
        f"flux get kustomization -n {metadata['namespace']} {metadata['name']}",
        f"vmgen why {machine.identity}",
    ]


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
    yield from _section("networks", shown["networks"], ("name", "network", "model", "macAddress"))
    yield from _section("objects", shown["objects"], ("kind", "namespace", "name", "file"))
    yield from ("", "in the cluster", *(f"  {command}" for command in shown["commands"]))


def _section(title: str, items: list[JsonObject], keys: tuple[str, ...]) -> Iterator[str]:
    """A table of what the items say; a column that says nothing is left out."""
    used = [key for key in keys if any(item[key] for item in items)]
    if used:
        columns = [Column(_words(key), [item[key] or "-" for item in items], is_folded=True) for key in used]
        yield from ("", title, *table(columns, indent=2).splitlines())


def _words(key: str) -> str:
    """`storageClass` as the head of a column: `STORAGE CLASS`."""
    return "".join(f" {letter}" if letter.isupper() else letter.upper() for letter in key)
