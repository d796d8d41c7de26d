import re
from collections.abc import Iterator
from functools import cache

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.facts.ssh_keys import KEY_PREFIXES, KEY_TYPES, flaw_of
from vmgen.fleet.fleet import Fleet, Machine
from vmgen.fleet.user_data import user_data, where_user_data

_TYPES = "|".join(re.escape(type_) for type_ in KEY_TYPES)
# An item of a list, whatever stands behind the type; elsewhere, what starts as all keys do.
_IN_TEXT = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"""^[ \t]*-[ \t]+["']?(?P<key>(?:{_TYPES})[ \t]+[^\s"'{{]+)""",
        rf"""(?<![\w@-])(?P<key>(?:{_TYPES})[ \t]+AAAA[^\s"',\]}}]*)""",
    )
)
_HELP = "paste the whole line of the `.pub` file"


@check("VM708", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def invalid_ssh_key(fleet: Fleet) -> Iterator[Problem]:
    """A public key that is cut off, or a placeholder for one.

    sshd passes over what it cannot read. The machine starts, and lets nobody in.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, sshKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI...]}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, sshKeys: [ops]}
    """
    for machine in fleet.machines:
        spec = machine.spec
        yield from _in_fields(machine, spec.ssh_keys, "sshKeys")
        for user in spec.users:
            yield from _in_fields(machine, user.ssh_keys, "users", user.name, "sshKeys")
        for line, flaw in _in_text(user_data(spec.cloud_init)):
            yield Problem(where_user_data(machine, line), flaw, _HELP)
    for ssh_key in fleet.ssh_keys:
        for index, key in enumerate(ssh_key.spec.keys):
            yield from _in_key(key, ssh_key.where("keys", index))


def _in_fields(machine: Machine, keys: tuple[str, ...], *route: str) -> Iterator[Problem]:
    for index, key in enumerate(keys):
        if key.startswith(KEY_PREFIXES):
            yield from _in_key(key, machine.where(*route, index))


def _in_key(key: str, at: Location) -> Iterator[Problem]:
    flaw = flaw_of(key)
    if flaw:
        yield Problem(at, flaw, _HELP)


@cache
def _in_text(text: str) -> tuple[tuple[int, str], ...]:
    """The lines, from 0, of a text with a key that is none, and what is wrong with it."""
    found: dict[int, str] = {}
    for pattern in _IN_TEXT:
        for match in pattern.finditer(text):
            flaw = flaw_of(match["key"])
            if flaw:
                found.setdefault(text.count("\n", 0, match.end()), flaw)
    return tuple(sorted(found.items()))
