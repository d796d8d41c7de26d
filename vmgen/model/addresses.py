"""Addresses and subnets as people write them, of IPv4 and IPv6."""

import ipaddress
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
InterfaceAddress: TypeAlias = ipaddress.IPv4Interface | ipaddress.IPv6Interface
Subnet: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

ADDRESS_PATTERN = r"^[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+$"
INTERFACE_ADDRESS_PATTERN = r"^[0-9A-Fa-f.:]+/[1-9][0-9]{0,2}$"
SUBNET_PATTERN = r"^[0-9A-Fa-f.:]+/(0|[1-9][0-9]{0,2})$"
"""What editors can know; the rest is told by reading the text. No pattern lets a zone or a netmask pass."""


@lru_cache(maxsize=4096)
def address_of(text: str) -> Address:
    """The address that a text is. The text must have passed as AddressText; so for the two below."""
    return ipaddress.ip_address(text)


@lru_cache(maxsize=4096)
def interface_address_of(text: str) -> InterfaceAddress:
    """An address with the length of its prefix: `10.20.0.11/24`."""
    return ipaddress.ip_interface(text)


@lru_cache(maxsize=4096)
def subnet_of(text: str) -> Subnet:
    """A subnet by its first address and the length of its prefix: `10.20.0.0/24`."""
    return ipaddress.ip_network(text)


def _as_address(text: str) -> str:
    return _read(text, address_of, ADDRESS_PATTERN)


def _as_interface_address(text: str) -> str:
    return _read(text, interface_address_of, INTERFACE_ADDRESS_PATTERN)


def _as_subnet(text: str) -> str:
    return _read(text, subnet_of, SUBNET_PATTERN)


def _read(text: str, reader: Callable[[str], object], pattern: str) -> str:
    """The text, if it can be read; the fault names the pattern that it seemed to have."""
    try:
        reader(text)
    except ValueError:
        raise PydanticCustomError("misformed", "not of the form {pattern}", {"pattern": pattern}) from None
    return text


AddressText = Annotated[str, Field(pattern=ADDRESS_PATTERN), AfterValidator(_as_address)]
InterfaceAddressText = Annotated[str, Field(pattern=INTERFACE_ADDRESS_PATTERN), AfterValidator(_as_interface_address)]
SubnetText = Annotated[str, Field(pattern=SUBNET_PATTERN), AfterValidator(_as_subnet)]
