"""What no two machines can share, counted up: the address of a replica from that of the first."""

import ipaddress
import re

from vmgen.model.spec.base import MAC_PATTERN

_MAC = re.compile(MAC_PATTERN)
_VENDOR_BITS = 24
"""Half of a MAC address names the vendor; a set counts in the other half."""


def counted_mac(written: str, index: int) -> str | None:
    """The MAC address so many behind; None where it would be another vendor's. No address stays as it is."""
    if not _MAC.fullmatch(written):
        return written
    first = int(written.replace(":", "").replace("-", ""), 16)
    if (first + index) >> _VENDOR_BITS != first >> _VENDOR_BITS:
        return None
    digits = f"{first + index:012x}"
    return ":".join(digits[start : start + 2] for start in range(0, 12, 2))


def counted_address(written: str, index: int) -> str | None:
    """The IP address so many behind, with its prefix; None where it would leave the subnet or be everybody's."""
    try:
        first = ipaddress.ip_interface(written)
    except ValueError:
        return written
    subnet, prefix = first.network, written.rpartition("/")[2]
    # An address by itself has no subnet to leave.
    end = 2**first.max_prefixlen if subnet.num_addresses == 1 else int(subnet.broadcast_address) + 1
    if first.version == 4 and subnet.num_addresses > 2:  # noqa: PLR2004 # IPv4, and more than two on a line
        end -= 1
    return f"{first.ip + index}/{prefix}" if int(first.ip) + index < end else None
