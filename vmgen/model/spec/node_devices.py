"""Devices that nodes offer to machines."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from vmgen.model.spec.base import Authored, exactly_one

PCI_PATTERN = r"^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$"
USB_ID_PATTERN = r"^[0-9A-Fa-f]{4}$"
RESOURCE_PATTERN = (
    r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$"
)


class UsbSelectorSpec(Authored):
    """A sort of USB devices."""

    vendor: Annotated[str, Field(pattern=USB_ID_PATTERN, description="The number of its maker.", examples=["046d"])]
    product: Annotated[str, Field(pattern=USB_ID_PATTERN, description="Its own number.", examples=["c52b"])]


class NodeDeviceSpec(Authored):
    """A sort of devices that nodes have, and machines may have."""

    resource_name: Annotated[
        str,
        Field(
            pattern=RESOURCE_PATTERN,
            description="The resource that machines ask for.",
            examples=["nvidia.com/TU104GL_Tesla_T4"],
        ),
    ]
    pci_vendor_selector: Annotated[
        str,
        Field(
            pattern=PCI_PATTERN,
            description="A whole PCI device: the numbers of its maker and its own.",
            examples=["10DE:1EB8"],
        ),
    ] = ""
    mdev_name_selector: Annotated[
        str,
        Field(
            min_length=1, description="A mediated device: its type, as the driver calls it.", examples=["GRID T4-1Q"]
        ),
    ] = ""
    usb_selectors: Annotated[
        tuple[UsbSelectorSpec, ...],
        Field(
            min_length=1,
            description="USB devices that go together.",
            examples=[[{"vendor": "046d", "product": "c52b"}]],
        ),
    ] = ()
    external_resource_provider: Annotated[
        bool,
        Field(description="Whether another device plugin announces it, and KubeVirt's own must not.", examples=[True]),
    ] = False

    @model_validator(mode="after")
    def _one_selector(self) -> Self:
        exactly_one(self, "pci_vendor_selector", "mdev_name_selector", "usb_selectors")
        return self
