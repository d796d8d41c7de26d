"""The links of the chain: what Flux reconciles one after the other, each from a folder of its own."""

import hashlib
from collections.abc import Iterable

from vmgen.facts.limits import LABEL_VALUE_LENGTH
from vmgen.model.spec.cluster import ClusterSpec

OPERATOR = "kubevirt-operator"
CDI = "kubevirt-cdi"
INSTANCE = "kubevirt-instance"
MONITORING = "monitoring"
MACHINES_PREFIX = "machines-"
_HASH_LENGTH = 8


def link_names(spec: ClusterSpec, namespaces: Iterable[str]) -> tuple[str, ...]:
    """The names of all links of a cluster with machines in these namespaces, in the order of the chain."""
    platform = (
        *((OPERATOR,) if spec.kubevirt.manage else ()),
        *((CDI,) if spec.cdi.manage else ()),
        *((INSTANCE,) if spec.kubevirt.manage else ()),
        *((MONITORING,) if spec.monitoring and spec.monitoring.is_written else ()),
    )
    return (*platform, *(link for namespace in sorted(set(namespaces)) for link in machines_links(namespace, spec)))


def machines_links(namespace: str, spec: ClusterSpec) -> tuple[str, ...]:
    """One for each shard of a namespace. The first owns what the machines share."""
    return tuple(machines_link(namespace, shard) for shard in range(spec.flux.shards.get(namespace, 1)))


def machines_link(namespace: str, shard: int = 0) -> str:
    """The name of a Kustomization of machines. Flux writes it as a label value, so that it must stay that short."""
    return shortened(f"{MACHINES_PREFIX}{namespace}{_suffix('-', shard)}", LABEL_VALUE_LENGTH)


def machines_folder(namespace: str, shard: int = 0) -> str:
    return f"machines/{namespace}{_suffix('/', shard)}"


def service_account(namespace: str) -> str:
    """Whose rights Flux has in a namespace of machines, where it is locked down."""
    return f"vmgen-{namespace}"


def shard_of(machine: str, namespace: str, shards: int) -> int:
    """The shard of a machine, which follows from its name alone: that of the highest of as many hashes.

    One shard more takes machines from all others, and moves none between those.
    """
    if shards == 1:
        return 0
    return max(range(shards), key=lambda shard: hashlib.sha256(f"{namespace}/{machine}/{shard}".encode()).digest())


def _suffix(separator: str, shard: int) -> str:
    """Nothing for the first: a namespace that is split keeps its Kustomization and its folder."""
    return f"{separator}shard-{shard}" if shard else ""


def shortened(name: str, length: int) -> str:
    """`name`, or its beginning and a hash of all of it: two long names stay two."""
    if len(name) <= length:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{name[: length - _HASH_LENGTH - 1].rstrip('-.')}-{digest}"
