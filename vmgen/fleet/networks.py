"""Networks as they are on one cluster, and the interfaces on them."""

from collections.abc import Iterator
from functools import cache

from vmgen.diagnostics import Diagnostic, Location, Problem, sign
from vmgen.model.addresses import InterfaceAddress, interface_address_of, subnet_of
from vmgen.model.codes import CONFLICTING_FIELDS, MISSING_FIELD
from vmgen.model.layers import Written
from vmgen.model.spec.network_configuration import (
    EXISTING,
    NetworkConfigurationSpec,
    NetworkOnClusterSpec,
    SubnetSpec,
)
from vmgen.records import record

_as_everywhere = cache(NetworkOnClusterSpec)


@record
class Network:
    """A network on a cluster. Bridge and VLAN are empty where somebody else makes the attachment."""

    written: Written[NetworkConfigurationSpec]
    cluster: str
    bridge: str
    vlan: int | None
    attachment: str
    """The NetworkAttachmentDefinition that Multus looks for; behind its namespace where that is another one."""

    @property
    def name(self) -> str:
        return self.written.name

    @property
    def spec(self) -> NetworkConfigurationSpec:
        return self.written.spec

    @property
    def exists_already(self) -> bool:
        return self.spec.type == EXISTING

    @property
    def wire(self) -> str:
        """What networks share whose machines hear each other."""
        return self.attachment if self.exists_already else f"{self.spec.type}/{self.bridge}/{self.vlan}"

    def where(self, field: str) -> Location:
        """Where a field that may differ from cluster to cluster was written for this one."""
        own = ("clusters", self.cluster, field)
        return self.written.where(*own) if self.written.says(*own) else self.written.where(field)

    def subnet_with(self, address: InterfaceAddress) -> SubnetSpec | None:
        """The subnet that an address is in."""
        return next((one for one in self.spec.subnets if address.ip in subnet_of(one.cidr)), None)


@record
class Interface:
    """A network interface. `network` is None on the pod network, `mac_address` empty where KubeVirt may choose."""

    name: str
    network: Network | None
    model: str
    mac_address: str
    boot_order: int | None
    binding: str
    state: str = ""
    """Empty where nobody named one: then it is up."""
    addresses: tuple[str, ...] = ()

    @property
    def interface_addresses(self) -> tuple[InterfaceAddress, ...]:
        return tuple(interface_address_of(one) for one in self.addresses)


def on_cluster(written: Written[NetworkConfigurationSpec], cluster: str) -> Network:
    """The network with what is different about it on a cluster. VLAN 0 is none."""
    spec = written.spec
    own = spec.clusters.get(cluster, _as_everywhere())
    return Network(
        written,
        cluster,
        bridge=own.bridge or spec.bridge,
        vlan=(spec.vlan if own.vlan is None else own.vlan) or None,
        attachment=own.network_name or spec.network_name or written.name,
    )


def type_faults(written: Written[NetworkConfigurationSpec]) -> Iterator[Diagnostic]:
    """What a network says that its type has not, and what it needs to say."""
    type_ = written.spec.type
    for field in ("bridge", "vlan", "mtu") if type_ == EXISTING else ("networkName",):
        if written.says(field):
            message = f"`{field}` beside `type: {type_}`"
            yield sign(CONFLICTING_FIELDS, Problem(written.where(field).key(), message, "remove one of the two"))
    if type_ != EXISTING and not written.says("bridge") and not written.says("networkName"):
        yield sign(MISSING_FIELD, Problem(written.where(), "`bridge` is missing", "write `bridge: br0`"))
