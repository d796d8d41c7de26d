import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.cloud_init import SERVICE_PACKAGES
from vmgen.fleet.guest import CLOUD_CONFIG
from vmgen.fleet.user_data import user_data, where_user_data
from vmgen.syntax.embedded import embedded_mapping

_START = re.compile(r"\bsystemctl\s+(?:-\S+\s+)*(?:enable|restart|start)\s+(?P<words>[^;&|\n]+)")
# Where else a cloud-config says what to install.
_INSTALLERS = ("bootcmd", "packages", "snap")


@machine_check("VM709", shows=Shows.IN_OPERATION, severity=Severity.NOTE)
def service_not_installed(machines: Machines) -> Iterator[Problem]:
    """User data starts a service, and does not install the package that brings it.

    Cloud images come without it: `systemctl` fails, and cloud-init goes on. Where an image of your own has the package,
    there is nothing to do.

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
              runcmd: [systemctl enable --now nginx]

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
              runcmd: [systemctl enable --now nginx]
    """
    for machine in machines:
        for service, line in _started(user_data(machine.spec.cloud_init)):
            at = where_user_data(machine, line)
            yield Problem(at, f"`{service}` is started, and nothing installs it", _help(SERVICE_PACKAGES[service]))


def _help(packages: tuple[str, ...]) -> str:
    listed = ", ".join(f"`{package}`" for package in packages)
    return f"add {listed} to `packages`" if len(packages) == 1 else f"add one of {listed} to `packages`"


@cache
def _started(text: str) -> tuple[tuple[str, int], ...]:
    """The services that a cloud-config starts without installing them, each with the first line, from 0, that does."""
    if "systemctl" not in text or text.split(maxsplit=1)[0].lower() != CLOUD_CONFIG:
        return ()
    config, _ = embedded_mapping(text)
    if config is None:
        return ()
    commands = [_command(item) for item in config.get("runcmd") or ()]
    others = [command for command in commands if "systemctl" not in command]
    installed = "\n".join([*others, *(word for key in _INSTALLERS for word in _words(config.get(key)))])
    services = dict.fromkeys(service for command in commands for service in _services(command))
    missing = (service for service in services if not any(name in installed for name in SERVICE_PACKAGES[service]))
    return tuple((service, _line_of(service, text)) for service in missing)


def _command(item: Any) -> str:
    """A command is a line for the shell, or a list of words."""
    return " ".join(_words(item))


def _services(command: str) -> Iterator[str]:
    for match in _START.finditer(command):
        for word in match["words"].split():
            service = word.strip("\"'").removesuffix(".service")
            if service in SERVICE_PACKAGES:
                yield service


def _words(value: Any) -> Iterator[str]:
    """Every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _words(item)


def _line_of(service: str, text: str) -> int:
    named = re.compile(rf"\b{re.escape(service)}\b")
    lines = list(enumerate(text.splitlines()))
    starting = (number for number, line in lines if "systemctl" in line and named.search(line))
    return next(starting, 0)
