"""Every check and every object rule, in the order of their codes."""

from vmgen.checks.disk_bus_unsupported import disk_bus_unsupported
from vmgen.checks.duplicate_mac import duplicate_mac
from vmgen.checks.registry import Check, Rule
from vmgen.checks.shared_output import shared_output

CHECKS: tuple[Check | Rule, ...] = (
    duplicate_mac,
    shared_output,
    disk_bus_unsupported,
)
