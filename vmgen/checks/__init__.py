"""Every check and every object rule, in the order of their codes."""

from vmgen.checks.disk_bus_unsupported import disk_bus_unsupported
from vmgen.checks.duplicate_mac import duplicate_mac
from vmgen.checks.registry import Check, Rule

CHECKS: tuple[Check | Rule, ...] = (
    duplicate_mac,
    disk_bus_unsupported,
)
