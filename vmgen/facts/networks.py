"""What a guest meets on the pod network, and what its kernel asks of an interface.

Sources: KubeVirt v1.9.0 api/core/v1 (`vmNetworkCIDR`, `vmIPv6NetworkCIDR`); docs/network/interfaces_and_networks.md of
kubevirt/user-guide (masquerade with IPv6); systemd src/basic/socket-util.c (names of interfaces); QEMU hw/net (cards).
"""

from ipaddress import IPv6Interface, ip_address

BEHIND_MASQUERADE = (ip_address("10.0.2.2"), ip_address("fd10:0:2::2"))
"""What every guest on the pod network has, hidden from all others."""
POD_INTERFACE6 = IPv6Interface("fd10:0:2::2/120")
"""The one address to set there: DHCP gives IPv4 only."""
POD_GATEWAY6 = "fd10:0:2::1"

RESERVED_INTERFACE_NAMES = frozenset({"all", "default"})
"""Names that the kernel's settings use for all interfaces: systemd calls none so."""

SLOW_NIC_MODELS = frozenset({"ne2k_pci", "pcnet", "rtl8139"})
"""Cards of the nineties, emulated register by register."""
