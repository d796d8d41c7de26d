"""The virtual hardware below disks and networks: machine type, features, firmware."""

from functools import cache
from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Authored
from vmgen.model.spec.hyperv import Hyperv


class MachineTypeSpec(Authored):
    """The machine type."""

    type: Annotated[
        str,
        Field(
            min_length=1,
            description="The board that QEMU emulates. Left out, the cluster's default; `pc-q35` is written as `q35`.",
            examples=["q35"],
        ),
    ]


class FeaturesSpec(Authored):
    """Features of the virtual board."""

    acpi: Annotated[bool | None, Field(description="ACPI.", examples=[True])] = None
    apic: Annotated[bool | None, Field(description="APIC (amd64).", examples=[True])] = None
    hyperv: Annotated[
        Hyperv,
        Field(
            description="Hyper-V for Windows, with its clock (amd64): `true`, or enlightenments by their names.",
            examples=[{"relaxed": True, "vapic": True, "spinlocks": 8191}],
        ),
    ] = None


class BootloaderSpec(Authored):
    """The firmware that boots the guest."""

    efi: Annotated[bool | None, Field(description="UEFI; `false` is a BIOS (amd64).", examples=[True])] = None
    secure_boot: Annotated[
        bool | None,
        Field(description="UEFI that boots signed systems only (amd64); it implies `efi`.", examples=[True]),
    ] = None
    persistent: Annotated[
        bool | None,
        Field(
            description="Whether what the guest writes into UEFI stays when the machine stops; it implies `efi`. "
            "It needs a storage class of the Cluster: `kubevirt.vmStateStorageClass`.",
            examples=[True],
        ),
    ] = None

    @property
    def is_efi(self) -> bool:
        """Whether the author asks for UEFI, or for what there is in UEFI only."""
        return bool(self.efi or self.secure_boot or self.persistent)


class FirmwareSpec(Authored):
    """Firmware."""

    bootloader: Annotated[
        BootloaderSpec, Field(default_factory=cache(BootloaderSpec), description="The firmware that boots the guest.")
    ]


class DomainSpec(Authored):
    """The virtual hardware."""

    machine: Annotated[MachineTypeSpec | None, Field(description="The machine type.")] = None
    features: Annotated[
        FeaturesSpec, Field(default_factory=cache(FeaturesSpec), description="Features of the virtual board.")
    ]
    firmware: Annotated[FirmwareSpec, Field(default_factory=cache(FirmwareSpec), description="Firmware.")]
