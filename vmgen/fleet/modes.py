"""Which access and volume modes a disk has, and which its storage class offers."""

from vmgen.facts.storage import Mode, modes_of
from vmgen.model.spec.cluster import StorageClassSpec
from vmgen.model.spec.disk import DiskSpec

ONCE = "ReadWriteOnce"


def offered_modes(storage_class: StorageClassSpec) -> tuple[Mode, ...] | None:
    """What a class offers, preferred first: what the catalog says, else its provisioner. None where nobody knows."""
    if not storage_class.claim_property_sets:
        return modes_of(storage_class.provisioner, storage_class.parameters)
    return tuple(
        Mode(access, together.volume_mode)
        for together in storage_class.claim_property_sets
        for access in together.access_modes
    )


def chosen_modes(disk: DiskSpec, storage_class: StorageClassSpec | None, *, is_filled: bool) -> Mode:
    """The modes of the disk, else of its class, else what fits. The volume mode is empty where a file system will do.

    A claim that CDI fills gets the volume mode that CDI would prefer for the access mode, so that the object says what
    happens. A LUN is a block device.
    """
    known = storage_class
    access = disk.access_mode or (known.access_mode if known else None) or _access_mode(known)
    volume = disk.volume_mode or (known.volume_mode if known else None) or ("Block" if disk.type == "lun" else "")
    if not volume and is_filled and known is not None:
        return next((mode for mode in offered_modes(known) or () if mode.access == access), Mode(access, ""))
    return Mode(access, volume)


def _access_mode(storage_class: StorageClassSpec | None) -> str:
    """ReadWriteOnce, which every provisioner in the table has, unless the catalog says that the class has it not."""
    if storage_class is None or not storage_class.claim_property_sets:
        return ONCE
    offered = [access for one in storage_class.claim_property_sets for access in one.access_modes]
    return ONCE if ONCE in offered else offered[0]
