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
    return (*platform, *(machines_link(namespace) for namespace in sorted(set(namespaces))))


def machines_link(namespace: str) -> str:
    """The name of a namespace's Kustomization. Flux writes it as a label value, so that it must stay that short."""
    return shortened(f"{MACHINES_PREFIX}{namespace}", LABEL_VALUE_LENGTH)


def machines_folder(namespace: str) -> str:
    return f"machines/{namespace}"


def shortened(name: str, length: int) -> str:
    """`name`, or its beginning and a hash of all of it: two long names stay two."""
    if len(name) <= length:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{name[: length - _HASH_LENGTH - 1].rstrip('-.')}-{digest}"
