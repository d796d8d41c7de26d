"""`vmgen why`: where the values of a machine were written, and what they overrode."""

import json
from typing import Any

import click

from vmgen.cli import offers
from vmgen.cli.names import chosen
from vmgen.cli.repository import repository
from vmgen.model.kinds import KIND_BY_NAME
from vmgen.model.provenance import Value, values
from vmgen.model.reference import describe, nearest_field
from vmgen.model.shape import fields, model_at
from vmgen.model.spec.base import Authored
from vmgen.model.spec.machine import MachineSpec
from vmgen.pipeline import machine_layers
from vmgen.report.text import place
from vmgen.syntax.sources import read
from vmgen.syntax.spans import Spans


@click.command(name="why", epilog="Example: vmgen why web resources.memory.size")
@click.argument("machine", shell_complete=offers.machines)
@click.argument("field", default="")
@click.pass_obj
def command(directory: str, machine: str, field: str) -> int:
    """Show where each value of MACHINE was written, and what it overrode.

    MACHINE is a name, namespace/name or cluster/namespace/name. FIELD is a field below `spec`, such as disks.root.size.
    """
    field = field.removeprefix("spec.")
    sources, _ = read(repository(directory))
    spans = Spans(sources)
    by_identity = {one.identity: one for one in machine_layers(sources)}
    layered = by_identity[chosen(machine, {identity: one.set for identity, one in by_identity.items()})]
    found = [value for value in values(layered) if _is_below(value, field)]
    if not found:
        return _explain_unwritten(field, [value.path for value in values(layered)])
    width = max(len(value.path) for value in found)
    for value in found:
        click.echo(f"{value.path:<{width}}  {_shown(value.value)}  {place(value.at, spans)}")
        for overridden, at in value.overridden:
            click.echo(f"{'':<{width}}  overrides {_shown(overridden)} from {place(at, spans)}")
    return 0


def _explain_unwritten(field: str, written: list[str]) -> int:
    route = tuple(field.split("."))
    kind = KIND_BY_NAME["Machine"]
    page = describe(kind, route)
    if page is None:
        items = _items(route[0], written) if len(route) > 1 else []
        near = nearest_field(kind, route).removeprefix("Machine.")
        hint = f"did you mean `{near}`?" if near else "`vmgen explain Machine` lists its fields"
        message = f"no `{field}`; known: {', '.join(items)}" if items else f"a Machine has no field `{field}`; {hint}"
        raise click.UsageError(message)
    click.echo(f"`{field}` is written nowhere.\n\n{page}", nl=False)
    return 0


def _items(key: str, written: list[str]) -> list[str]:
    """The items that a machine has in a list whose items go by their names, such as `disks.root`."""
    if "name" not in fields(model_at(MachineSpec, (key,)) or Authored):
        return []
    below = (path.split(".")[:2] for path in written if path.startswith(f"{key}."))
    return [f"`{item}`" for item in dict.fromkeys(map(".".join, below))]


def _is_below(value: Value, field: str) -> bool:
    return not field or value.path == field or value.path.startswith(f"{field}.")


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
