"""Network interfaces of a machine."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.addresses import AddressText, InterfaceAddressText, SubnetText
from vmgen.model.spec.base import INTERFACE_PATTERN, SUBDOMAIN_PATTERN, Authored, BootPlace, LongName, MacAddress

POD_NETWORK = "pod"

Binding = Literal["masquerade", "bridge"]
InterfaceState = Literal["up", "down", "absent"]
Mtu = Annotated[int, Field(ge=576, le=65535)]


class RouteSpec(Authored):
    """A route of the guest."""

    to: Annotated[SubnetText, Field(description="The subnet to reach.", examples=["10.0.0.0/8"])]
    via: Annotated[AddressText, Field(description="The router on the interface's network.", examples=["10.20.0.254"])]


class NetworkSpec(Authored):
    """A network interface.

    From `addresses` on, the fields say how the guest sets it up: of those, cloud-init gets network data.
    """

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
    binding: Annotated[
        Binding | None,
        Field(
            description="How it is connected. `bridge`, and on the pod network what the Cluster says.",
            examples=["masquerade"],
        ),
    ] = None
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
    state: Annotated[
        InterfaceState | None,
        Field(
            description="`down` pulls the cable; `absent` unplugs the card, before the interface leaves the catalog.",
            examples=["down"],
        ),
    ] = None
    addresses: Annotated[
        tuple[InterfaceAddressText, ...],
        Field(
            description="Static addresses, each with the length of its prefix.",
            examples=[["10.20.0.11/24", "fd00:20::11/64"]],
        ),
    ] = ()
    gateway: Annotated[
        AddressText,
        Field(description="The router for everything that no route is for.", examples=["10.20.0.1"]),
    ] = ""
    nameservers: Annotated[
        tuple[AddressText, ...], Field(description="DNS servers.", examples=[["10.20.0.2", "10.20.0.3"]])
    ] = ()
    search: Annotated[
        tuple[Annotated[str, Field(pattern=SUBDOMAIN_PATTERN, max_length=253)], ...],
        Field(description="Domains that short names are looked up in.", examples=[["example.org"]]),
    ] = ()
    routes: Annotated[
        tuple[RouteSpec, ...],
        Field(description="Routes beside the gateway.", examples=[[{"to": "10.0.0.0/8", "via": "10.20.0.254"}]]),
    ] = ()
    dhcp4: Annotated[
        bool | None,
        Field(
            description="Whether DHCP gives it an IPv4 address. On the pod network, and without `addresses`, it does.",
            examples=[False],
        ),
    ] = None
    dhcp6: Annotated[bool | None, Field(description="Whether DHCP gives it an IPv6 address.", examples=[True])] = None
    mtu: Annotated[
        Mtu | None,
        Field(description="The largest packet, in bytes. Left out, the network's.", examples=[1500]),
    ] = None
    boot_order: BootPlace = None
