"""What KubeVirt does to a machine that runs when its object changes, and which release does it since when.

Sources: pkg/virt-controller/watch/vm/vm.go, pkg/network/vmliveupdate/restart.go, pkg/storage/hotplug and
pkg/virt-config/virt-config.go of kubevirt/kubevirt v1.6.6 to v1.9.0. Whatever is not listed needs a restart.
"""

from collections.abc import Collection

from vmgen.facts.releases import Release

LIVE_PLACEMENT = frozenset({"affinity", "nodeSelector", "tolerations"})
"""Fields of the template that are copied to the running machine; they count when it migrates next."""

LIVE_ANNOTATIONS = frozenset(
    {"descheduler.alpha.kubernetes.io/evict", "descheduler.alpha.kubernetes.io/prefer-no-eviction"}
)
"""Annotations of the template that are copied to the running machine; all others count from the next start on."""

GROWS_TO = 4
"""Sockets and memory may grow to this many times what the machine started with, unless it says so itself."""

MEMORY_STEP = 2 * 1024**2
"""Memory that is added comes in blocks of so many bytes."""

LEAST_TO_GROW = 1024**3
"""A machine that started with fewer bytes of memory gets no more while it runs."""

GROWING_SOCKETS = frozenset({"amd64", "s390x"})
GROWING_MEMORY = frozenset({"amd64"})
"""Architectures on which a running machine can get more of it."""

LIVE_BINDINGS = frozenset({"bridge", "sriov"})
"""How an interface is connected that a running machine can get."""

HOTPLUG_BUSES = frozenset({"scsi", "virtio"})

_DECLARATIVE_HOTPLUG = Release(1, 9)
_LIVE_NETWORK_NAME = Release(1, 9)


def has_declarative_hotplug(version: Release, gates: Collection[str]) -> bool:
    """Whether disks with `hotpluggable` come and go while a machine runs; `gates` are those that are switched on.

    DeclarativeHotplugVolumes is on by default since 1.9, and off wherever the older HotplugVolumes is listed.
    """
    if "HotplugVolumes" in gates:
        return False
    return version >= _DECLARATIVE_HOTPLUG or "DeclarativeHotplugVolumes" in gates


def has_live_network_name(version: Release) -> bool:
    """Whether an interface moves to another network while the machine runs (LiveUpdateNADRef, on since 1.9)."""
    return version >= _LIVE_NETWORK_NAME
