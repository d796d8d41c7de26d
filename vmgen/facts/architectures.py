"""What a machine of each architecture can have.

Sources: KubeVirt v1.9.0 pkg/virt-api/webhooks/validating-webhook/admitters/{amd64,arm64,s390x}.go and
pkg/defaults (refusals and defaults); docs/cluster_admin/feature_gate_status_on_Arm64.md of the user guide; QEMU's
machine types `virt` and `s390-ccw-virtio` for what admission accepts and no machine boots with.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from types import MappingProxyType

from vmgen.records import record


@record
class Architecture:
    name: str
    machine_type: str
    """What KubeVirt writes when a machine names none."""
    machine_types: tuple[str, ...]
    """Patterns of the types that a KubeVirt object allows by default."""
    disk_bus: str
    """What a disk without a bus gets, unless a preference says otherwise."""
    disk_buses: tuple[str, ...]
    cdrom_bus: str
    """The bus to write for a CD-ROM: without one it gets `disk_bus`, and virtio is refused when the machine starts."""
    cdrom_buses: tuple[str, ...]
    cpu_model: str
    """What KubeVirt takes when neither machine nor cluster names one."""
    cpu_models: tuple[str, ...]
    """The only ones that are possible; empty where any is."""
    nic_models: tuple[str, ...]
    video_types: tuple[str, ...]
    watchdogs: tuple[str, ...]
    has_bios: bool
    has_efi: bool
    has_secure_boot: bool
    has_hyperv: bool
    has_apic: bool
    has_tpm: bool
    has_persistent_tpm: bool
    has_sound: bool
    has_panic_devices: bool
    has_hugepages: bool
    has_threads: bool
    """Whether a core can have more than one thread."""
    has_cpu_hotplug: bool
    has_memory_hotplug: bool


AMD64 = Architecture(
    name="amd64",
    machine_type="q35",
    machine_types=("q35*", "pc-q35*"),
    disk_bus="sata",
    disk_buses=("virtio", "sata", "scsi", "usb"),
    cdrom_bus="sata",
    cdrom_buses=("sata", "scsi", "usb"),
    cpu_model="host-model",
    cpu_models=(),
    nic_models=("virtio", "e1000", "e1000e", "igb", "ne2k_pci", "pcnet", "rtl8139"),
    video_types=("vga", "cirrus", "virtio", "ramfb", "bochs"),
    watchdogs=("i6300esb",),
    has_bios=True,
    has_efi=True,
    has_secure_boot=True,
    has_hyperv=True,
    has_apic=True,
    has_tpm=True,
    has_persistent_tpm=True,
    has_sound=True,
    has_panic_devices=True,
    has_hugepages=True,
    has_threads=True,
    has_cpu_hotplug=True,
    has_memory_hotplug=True,
)
ARM64 = Architecture(
    name="arm64",
    machine_type="virt",
    machine_types=("virt*",),
    disk_bus="virtio",
    disk_buses=("virtio", "scsi"),
    cdrom_bus="scsi",
    cdrom_buses=("scsi",),
    cpu_model="host-passthrough",
    cpu_models=("host-passthrough",),
    nic_models=("virtio",),
    video_types=("virtio", "ramfb"),
    watchdogs=(),
    has_bios=False,
    has_efi=True,
    has_secure_boot=False,
    has_hyperv=False,
    has_apic=False,
    has_tpm=True,
    # KubeVirt gives it another model, tpm-crb, which QEMU has on amd64 only (kubevirt/kubevirt#13981).
    has_persistent_tpm=False,
    has_sound=False,
    has_panic_devices=True,
    has_hugepages=False,
    has_threads=False,
    has_cpu_hotplug=False,
    has_memory_hotplug=False,
)
S390X = Architecture(
    name="s390x",
    machine_type="s390-ccw-virtio",
    machine_types=("s390-ccw-virtio*",),
    disk_bus="virtio",
    # Admission lets sata and usb pass, and the machine type has neither controller.
    disk_buses=("virtio", "scsi"),
    cdrom_bus="scsi",
    cdrom_buses=("scsi",),
    cpu_model="host-model",
    cpu_models=(),
    nic_models=("virtio",),
    video_types=("virtio",),
    watchdogs=("diag288",),
    # It boots by its own loader: a machine that asks for BIOS or EFI is accepted and does not start.
    has_bios=False,
    has_efi=False,
    has_secure_boot=False,
    has_hyperv=False,
    has_apic=False,
    has_tpm=False,
    has_persistent_tpm=False,
    has_sound=False,
    has_panic_devices=False,
    has_hugepages=True,
    has_threads=False,
    has_cpu_hotplug=True,
    has_memory_hotplug=False,
)
ARCHITECTURES = MappingProxyType({each.name: each for each in (AMD64, ARM64, S390X)})


_FAMILIES = frozenset({"pc-i440fx"})
"""What QEMU has only with a version behind it, whatever a KubeVirt object allows."""


def allows_machine_type(architecture: Architecture, machine_type: str, more: Iterable[str] = ()) -> bool:
    """Whether KubeVirt accepts the type, where its object has `more` patterns. `pc-q35` passes and does not boot."""
    patterns = (*architecture.machine_types, *more)
    return machine_type not in _FAMILIES and any(fnmatchcase(machine_type, pattern) for pattern in patterns)
