"""Which machine, or machines, somebody means: the one place that reads names from the command line."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

import click

from vmgen.model.spelling import did_you_mean


def chosen(name: str, sets: Mapping[str, str]) -> str:
    """The machine (`cluster/namespace/machine`) that is called `name`, which may leave out the first parts.

    `sets` has all machines, each with the name that is typed of it if it is a replica. Raises a UsageError that names
    the choices where there are several, and the nearest name where there is none.
    """
    found = [identity for identity in sets if f"/{identity}".endswith(f"/{name}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"several machines are called `{name}`: {', '.join(sorted(found))}")
    replicas = [identity for identity, typed in sets.items() if typed and typed == name.rpartition("/")[2]]
    if replicas:
        raise click.UsageError(f"`{name}` has replicas, and each is a machine: {', '.join(replicas)}")
    hint = did_you_mean(name, {_last_parts(identity, name.count("/")) for identity in sets})
    message = f"no machine `{name}` in the catalog, or a broken one: see `vmgen check`"
    raise click.UsageError(f"{message}; {hint}" if hint else message)


def matches(pattern: str, identity: str) -> bool:
    """Whether `web-*`, `shop/*` or `home/*/web` stands for the machine `cluster/namespace/machine`.

    A blank between two steps is none: `*` stays within the name, the namespace or the cluster that it stands for.
    """
    wanted = pattern.split("/")
    parts = identity.split("/")[-len(wanted) :]
    return len(parts) == len(wanted) and all(fnmatchcase(*pair) for pair in zip(parts, wanted, strict=True))


def _last_parts(identity: str, slashes: int) -> str:
    return "/".join(identity.split("/")[-slashes - 1 :])
