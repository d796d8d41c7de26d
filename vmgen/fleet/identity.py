"""Identities that nobody types. A formula here must never change: it would give every machine another identity."""

import hashlib
import uuid

_MACHINES = uuid.uuid5(uuid.NAMESPACE_URL, "https://vmgen.dev/machines").bytes


def mac_address(machine: str, interface: str, *, prefix: str = "02") -> str:
    """A locally administered address for `machine` (`cluster/namespace/name`): the prefix and 40 bits of SHA-256."""
    digest = hashlib.sha256(f"{machine}/{interface}".encode()).hexdigest()
    return ":".join((prefix, *(digest[start : start + 2] for start in range(0, 10, 2))))


def firmware_uuid(machine: str, *, seed: str = "") -> str:
    """cloud-init takes it for the instance-id, which decides what is a new guest (kubevirt pkg/cloud-init)."""
    return _uuid5(f"{machine}/instance/{seed}" if seed else machine)


def firmware_serial(machine: str) -> str:
    return _uuid5(f"{machine}/serial")


_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def _uuid5(name: str) -> str:
    """What uuid.uuid5 gives (RFC 4122, section 4.3), in a fifth of the time."""
    text = hashlib.sha1(_MACHINES + name.encode(), usedforsecurity=False).hexdigest()
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"
