"""NetworkConfiguration: a network that machines attach to."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vmgen.model.addresses import AddressText, SubnetText
from vmgen.model.spec.base import ATTACHMENT_PATTERN, DEVICE_PATTERN, Authored, LongName, at_most_one
from vmgen.model.spec.network import Mtu

EXISTING = "existing"


class SubnetSpec(Authored):
    """A range of addresses on a network, and what machines with static addresses in it need to know."""

    cidr: Annotated[
        SubnetText,
        Field(description="Its first address and the length of its prefix.", examples=["10.20.0.0/24"]),
    ]
    gateway: Annotated[
        AddressText,
        Field(
            description="The router: that of machines with an address in the subnet that have no other, "
            "and no interface on the pod network.",
            examples=["10.20.0.1"],
        ),
    ] = ""
    dhcp_range: Annotated[
        tuple[AddressText, ...],
        Field(
            description="The first and the last address that a DHCP server hands out: none of them can be static.",
            examples=[["10.20.0.100", "10.20.0.200"]],
        ),
    ] = ()
    nameservers: Annotated[
        tuple[AddressText, ...],
        Field(
            description="DNS servers of machines with an address in the subnet that name none.",
            examples=[["10.20.0.2"]],
        ),
    ] = ()


class NetworkOnClusterSpec(Authored):
    """What is different about a network on one cluster."""

    bridge: Annotated[str, Field(pattern=DEVICE_PATTERN, description="The bridge there.", examples=["br1"])] = ""
    vlan: Annotated[int | None, Field(ge=0, le=4094, description="The VLAN there; 0 is untagged.", examples=[200])] = (
        None
    )
    network_name: Annotated[
        str,
        Field(
            pattern=ATTACHMENT_PATTERN,
            description="The NetworkAttachmentDefinition there, of a network that exists.",
            examples=["infra/lan"],
        ),
    ] = ""


class NetworkConfigurationSpec(Authored):
    """A network of the nodes, as a NetworkAttachmentDefinition in each namespace that uses it."""

    type: Annotated[
        Literal["bridge", "ovs", "existing"],
        Field(
            description="How the nodes bring the network: a Linux bridge, one of Open vSwitch, or "
            "a NetworkAttachmentDefinition that somebody else makes.",
            examples=["bridge"],
        ),
    ] = "bridge"
    bridge: Annotated[
        str,
        Field(pattern=DEVICE_PATTERN, description="The bridge, on every node of the cluster.", examples=["br0"]),
    ] = ""
    vlan: Annotated[
        int | None,
        Field(ge=1, le=4094, description="The VLAN on that bridge. Left out, untagged.", examples=[100]),
    ] = None
    mtu: Annotated[
        Mtu | None,
        Field(description="The largest packet, in bytes.", examples=[9000]),
    ] = None
    network_name: Annotated[
        str,
        Field(
            pattern=ATTACHMENT_PATTERN,
            description="The NetworkAttachmentDefinition that exists, behind its namespace where that is not "
            "the machine's. Left out, the name of the network.",
            examples=["infra/lan"],
        ),
    ] = ""
    subnets: Annotated[
        tuple[SubnetSpec, ...],
        Field(
            description="The addresses on the network. Those of machines are checked against them.",
            examples=[[{"cidr": "10.20.0.0/24", "gateway": "10.20.0.1"}]],
        ),
    ] = ()
    clusters: Annotated[
        dict[LongName, NetworkOnClusterSpec],
        Field(description="What is different on a Cluster, by its name.", examples=[{"lab": {"bridge": "br1"}}]),
    ] = {}

    @model_validator(mode="after")
    def _made_or_there(self) -> Self:
        for name in ("bridge", "vlan", "mtu"):
            at_most_one(self, name, "network_name")
        return self
