"""The links of the chain: what Flux reconciles one after the other, each from a folder of its own."""

import hashlib

from vmgen.facts.limits import LABEL_VALUE_LENGTH

OPERATOR = "kubevirt-operator"
CDI = "kubevirt-cdi"
INSTANCE = "kubevirt-instance"
MACHINES_PREFIX = "machines-"
_HASH_LENGTH = 8


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
