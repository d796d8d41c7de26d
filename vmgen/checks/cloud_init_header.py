from collections.abc import Iterator

from vmgen.checks.registry import Machines, machine_check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.cloud_init import has_header
from vmgen.fleet.user_data import user_data, where_user_data


@machine_check("VM704", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def cloud_init_header(machines: Machines) -> Iterator[Problem]:
    """User data starts with no line that cloud-init knows.

    That line says what the rest is. Without it cloud-init writes a warning into its log and drops everything, so that
    a machine starts without users, keys and packages (cloudinit/user_data.py, cloudinit/handlers).

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            userData: |
              packages: [nginx]

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
        text = user_data(machine.spec.cloud_init)
        if text and not has_header(text):
            at = where_user_data(machine, _first_line(text))
            yield Problem(at, "user data starts with no header that cloud-init knows", "start it with `#cloud-config`")


def _first_line(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")
