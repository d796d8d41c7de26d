"""What KubeVirt calls enlightenments: by them Windows knows that it is a guest, and spares its host.

Sources: KubeVirt v1.9.0 pkg/virt-api/webhooks/hyperv.go (what needs what); kubevirt/common-templates (what Windows
gets); libvirt's format of a domain (`features/hyperv`) for the bounds of spinlocks and of the vendor.
"""

from types import MappingProxyType

FEWEST_SPINLOCK_RETRIES = 4095
LONGEST_VENDOR = 12

WINDOWS = MappingProxyType(
    {
        "frequencies": True,
        "ipi": True,
        "reenlightenment": True,
        "relaxed": True,
        "reset": True,
        "runtime": True,
        "spinlocks": 8191,
        "synic": True,
        "synictimer": True,
        "tlbflush": True,
        "vapic": True,
        "vpindex": True,
    }
)
"""Relaxed timing, clocks of its own, cheap interrupts."""

NEEDS = MappingProxyType(
    {"evmcs": "vapic", "ipi": "vpindex", "synic": "vpindex", "synictimer": "synic", "tlbflush": "vpindex"}
)
"""KubeVirt adds what is needed, unless it is switched off."""
