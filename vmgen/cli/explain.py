"""`vmgen explain`: a diagnostic by its code or name, or a kind or field of the catalog."""

import click

from vmgen.cli import offers
from vmgen.cli.repository import repository
from vmgen.codes import CODES
from vmgen.diagnostics import Code
from vmgen.model.kinds import KIND_BY_NAME, KINDS, Kind
from vmgen.model.reference import describe, nearest_field
from vmgen.model.resource import Resource, resources
from vmgen.model.shape import field_at
from vmgen.model.spelling import did_you_mean
from vmgen.model.template_reference import describe_template
from vmgen.syntax.documents import parse
from vmgen.syntax.sources import read


@click.command(name="explain", epilog="Example: vmgen explain VM301; vmgen explain Machine.disks.size")
@click.argument("subject", shell_complete=offers.subjects)
@click.pass_obj
def command(directory: str, subject: str) -> int:
    """Explain SUBJECT: a code (VM301), its name (duplicate-mac), a kind, or a field (Machine.disks.size).

    A template is explained by its name: MachineTemplate.small.
    """
    code = next((one for one in CODES if subject.lower() in {one.id.lower(), one.name}), None)
    if code is not None:
        click.echo(_page(code), nl=False)
        return 0
    kind_name, *route = subject.split(".")
    kind = next((one for one in KINDS if one.name.lower() == kind_name.lower()), None)
    page = describe(kind, tuple(route)) if kind is not None else None
    if page is None and kind is not None and kind.name == "MachineTemplate" and len(route) == 1:
        page = describe_template(route[0], _resources(directory))
    if page is None:
        raise click.UsageError(_unknown_field(kind, tuple(route)) if kind is not None else _unknown(subject))
    click.echo(page, nl=False)
    return 0


def _unknown_field(kind: Kind, route: tuple[str, ...]) -> str:
    near = nearest_field(kind, route)
    hint = f"did you mean `{near}`?" if near else f"`vmgen explain {kind.name}` lists its fields"
    return f"{kind.name} has no field `{'.'.join(route)}`; {hint}"


def _unknown(subject: str) -> str:
    """Somebody may have left out the kind that a field belongs to."""
    route = tuple(subject.split("."))
    owners = [f"`{kind.name}.{subject}`" for kind in KINDS if subject and field_at(kind.spec, route) is not None]
    known = [*KIND_BY_NAME, *(one.id for one in CODES), *(one.name for one in CODES)]
    hint = f"did you mean {' or '.join(owners)}?" if owners else did_you_mean(subject, known)
    return f"nothing is called `{subject}`; {hint}"


def _resources(directory: str) -> tuple[Resource, ...]:
    """Those of the catalog, if there is one: what is built in is explained anywhere."""
    try:
        sources, _ = read(repository(directory))
    except click.UsageError:
        return ()
    return resources(parse(sources)[0])[0]


def _page(code: Code) -> str:
    head = f"{code.severity.value}[{code.id}] {code.name}"
    return f"{head}\n\n{code.text}\nWithout vmgen it would show {code.shows.value}.\n"
