"""What a shell offers for an argument. It must be quick, and silent whatever is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable

import click

Offers = Callable[[click.Context, click.Parameter, str], list[str]]


def machines(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names, with cluster and namespace where several have the name, or where somebody has begun with them."""
    from vmgen.pipeline import machine_layers

    identities = [one.identity for one in machine_layers(_sources(context))]
    if "/" in incomplete:
        return _beginning(incomplete, identities)
    names = [identity.rpartition("/")[2] for identity in identities]
    used = Counter(names)
    pairs = zip(names, identities, strict=True)
    return _beginning(incomplete, (name if used[name] == 1 else identity for name, identity in pairs))


def clusters(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from vmgen.model.resource import resources
    from vmgen.syntax.documents import parse

    known, _ = resources(parse(_sources(context))[0])
    return _beginning(incomplete, (one.metadata.name for one in known if one.kind.name == "Cluster"))


def subjects(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Codes by number and name, and kinds."""
    from vmgen.codes import CODES
    from vmgen.model.kinds import KIND_BY_NAME

    return _beginning(incomplete, [*KIND_BY_NAME, *(one.id for one in CODES), *(one.name for one in CODES)])


def kinds(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from vmgen.model.kinds import KIND_BY_NAME

    return _beginning(incomplete, KIND_BY_NAME)


def _sources(context: click.Context) -> dict[str, str]:
    """The catalog; nothing where there is none."""
    from vmgen.cli.repository import repository
    from vmgen.syntax.sources import read

    try:
        return read(repository(context.find_root().params.get("directory") or "."))[0]
    except click.UsageError:
        return {}


def _beginning(incomplete: str, choices: Iterable[str]) -> list[str]:
    return sorted(one for one in choices if one.startswith(incomplete))
