"""Devices beside disks and network interfaces."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Authored


class TpmSpec(Authored):
    """A TPM 2.0, which Windows 11 wants."""

    persistent: Annotated[
        bool,
        Field(
            description="Whether it keeps its secrets when the machine stops (amd64). They need a storage class of the "
            "Cluster: `kubevirt.vmStateStorageClass`.",
            examples=[True],
        ),
    ] = False


class DevicesSpec(Authored):
    """Devices beside disks and network interfaces."""

    tpm: Annotated[TpmSpec | None, Field(description="A TPM 2.0, which Windows 11 wants.", examples=[{}])] = None
