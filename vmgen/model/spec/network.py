"""Network interfaces of a machine."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import INTERFACE_PATTERN, Authored, LongName, MacAddress

POD_NETWORK = "pod"


class NetworkSpec(Authored):
    """A network interface."""

    name: Annotated[
        str,
        Field(pattern=INTERFACE_PATTERN, description="The name of the interface.", examples=["eth0"]),
    ]
    network_name: Annotated[
        LongName,
        Field(
            description="A NetworkConfiguration, or `pod` for the pod network of the cluster.",
            examples=["prod-network"],
        ),
    ] = POD_NETWORK
    model: Annotated[
        Literal["virtio", "e1000", "e1000e", "igb", "ne2k_pci", "pcnet", "rtl8139"],
        Field(description="The network card that the guest sees.", examples=["e1000"]),
    ] = "virtio"
    mac_address: Annotated[
        MacAddress,
        Field(
            description="The hardware address. Left out, one that follows from cluster, namespace, machine and name.",
            examples=["52:54:00:12:34:56"],
        ),
    ] = ""
