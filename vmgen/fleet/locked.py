"""What the lock says of a container image, and what holds where it says nothing."""

from typing import TypeVar

from vmgen.fleet.fleet import Cluster
from vmgen.model.image_reference import image_reference
from vmgen.model.lock import Lock

Otherwise = TypeVar("Otherwise")


def image_platforms(lock: Lock | None, reference: str, otherwise: Otherwise) -> frozenset[str] | Otherwise:
    """The architectures that an image runs on, as its registry said when somebody asked; else what the caller knows."""
    known = lock.images.get(reference) if lock else None
    return frozenset(known.platforms) if known else otherwise


def written_image(cluster: Cluster, reference: str) -> str:
    """A reference as it goes into the output: by its digest where the owner of the cluster wants that."""
    known = cluster.lock.images.get(reference) if cluster.lock and cluster.spec.policy.pin_images else None
    read = image_reference(reference) if known else None
    return read.pinned(known.digest) if known and read else reference
