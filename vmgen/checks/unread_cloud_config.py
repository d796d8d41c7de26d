from collections.abc import Iterator
from functools import cache

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.cloud_config import KEYS, LISTS
from vmgen.fleet.guest import CLOUD_CONFIG
from vmgen.fleet.user_data import user_data, where_user_data
from vmgen.model.spelling import closest
from vmgen.syntax.embedded import embedded_mapping


@machine_check("VM733", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def unread_cloud_config(machines: Machines) -> Iterator[Problem]:
    """User data says something that cloud-init does not read.

    A key that no module knows is passed over, and a module that wants a list does nothing with anything else. Both
    leave a line in the log of a guest that looks well. Keys for a module of your own are fine: say so in a comment.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            userData: |
              #cloud-config
              package: [nginx]

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            userData: |
              #cloud-config
              packages: [nginx]
    """
    for machine in machines:
        for line, message, help_ in _unread(user_data(machine.spec.cloud_init)):
            yield Problem(where_user_data(machine, line), message, help_)


@cache
def _unread(text: str) -> tuple[tuple[int, str, str], ...]:
    """Line from 0, message and help for each key of a cloud-config that comes to nothing."""
    header = text.split(maxsplit=1)[:1]
    config, _ = embedded_mapping(text) if header and header[0].lower() == CLOUD_CONFIG else (None, 0)
    return tuple((_line_of(key, text), *told) for key, value in (config or {}).items() for told in _about(key, value))


def _about(key: str, value: object) -> Iterator[tuple[str, str]]:
    if key not in KEYS and not key.startswith("x-"):
        near = closest(key, KEYS)
        yield f"cloud-init knows no key `{key}`", f"did you mean `{near}`?" if near else "remove it"
    elif key in LISTS and value is not None and not isinstance(value, tuple):
        yield (
            f"`{key}` wants a list, and cloud-init reads nothing else",
            f"write each of them on a line with `- ` below `{key}:`",
        )


def _line_of(key: str, text: str) -> int:
    """The line on which the key stands, or the first one."""
    lines = text.splitlines()
    starts = (f"{key}:", f'"{key}"', f"'{key}'")
    return next((number for number, line in enumerate(lines) if line.startswith(starts)), 0)
