"""Identities that nobody types. A formula here must never change: it would give every machine another identity."""

import hashlib
import uuid

_MACHINES = uuid.uuid5(uuid.NAMESPACE_URL, "https://vmgen.dev/machines")


def mac_address(machine: str, interface: str, *, prefix: str = "02") -> str:
    """A locally administered address for `machine` (`cluster/namespace/name`): the prefix and 40 bits of SHA-256."""
    digest = hashlib.sha256(f"{machine}/{interface}".encode()).hexdigest()
    return ":".join((prefix, *(digest[start : start + 2] for start in range(0, 10, 2))))


def firmware_uuid(machine: str) -> str:
    """cloud-init takes it for the instance-id, which decides what is a new guest (kubevirt pkg/cloud-init)."""
    return str(uuid.uuid5(_MACHINES, machine))


def firmware_serial(machine: str) -> str:
    return str(uuid.uuid5(_MACHINES, f"{machine}/serial"))
