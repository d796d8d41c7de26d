"""NetworkConfiguration: a network that machines attach to."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import DEVICE_PATTERN, Authored


class NetworkConfigurationSpec(Authored):
    """A network of the nodes, as a NetworkAttachmentDefinition in each namespace that uses it."""

    type: Annotated[Literal["bridge"], Field(description="How the nodes bring the network.", examples=["bridge"])] = (
        "bridge"
    )
    bridge: Annotated[
        str,
        Field(pattern=DEVICE_PATTERN, description="The Linux bridge, on every node of the cluster.", examples=["br0"]),
    ]
    vlan: Annotated[
        int | None,
        Field(ge=1, le=4094, description="The VLAN on that bridge. Left out, untagged.", examples=[100]),
    ] = None
    mtu: Annotated[
        int | None,
        Field(ge=576, le=65535, description="The largest packet, in bytes.", examples=[9000]),
    ] = None
