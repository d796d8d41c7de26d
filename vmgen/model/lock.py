"""The lock: what the network knew of manifests and images when somebody asked, so that a build need not ask."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, ValidationError

from vmgen.diagnostics import Diagnostics, Location, Problem, sign
from vmgen.model.codes import WRONG_TYPE
from vmgen.model.errors import explain_errors
from vmgen.model.spec.base import (
    DIGEST_PATTERN,
    IMAGE_REFERENCE_PATTERN,
    SHA256_PATTERN,
    Architecture,
    Authored,
    Url,
)
from vmgen.syntax.attachments import LOCK
from vmgen.syntax.documents import parse_file

Digest = Annotated[str, Field(pattern=DIGEST_PATTERN, examples=["sha256:" + "0" * 64])]


class LockedManifest(Authored):
    """A release manifest that `vmgen vendor` fetched."""

    url: Annotated[Url, Field(examples=["https://mirror.example.org/kubevirt/v1.9.0/kubevirt-operator.yaml"])]
    sha256: Annotated[str, Field(pattern=SHA256_PATTERN, examples=["0" * 64])]


class LockedImage(Authored):
    """A container image that `vmgen lock` asked for: what its name led to, and to what on each architecture."""

    digest: Digest
    platforms: Annotated[dict[Architecture, Digest], Field(examples=[{"amd64": "sha256:" + "0" * 64}])]


class Lock(Authored):
    """Manifests by the names of their files in `catalog/vendor/`, and images by their references."""

    manifests: dict[str, LockedManifest] = {}
    images: dict[Annotated[str, Field(pattern=IMAGE_REFERENCE_PATTERN)], LockedImage] = {}

    def with_manifests(self, manifests: Mapping[str, LockedManifest]) -> "Lock":
        return Lock(manifests=dict(manifests), images=self.images)

    def with_images(self, images: Mapping[str, LockedImage]) -> "Lock":
        return Lock(manifests=self.manifests, images=dict(images))


def read_lock(sources: Mapping[str, str]) -> tuple[Lock | None, Diagnostics]:
    """The lock of a catalog; None where there is none, or none that can be trusted."""
    if LOCK not in sources:
        return None, ()
    documents, faults = parse_file(LOCK, sources[LOCK])
    if faults or not documents:
        return None if faults else Lock(), faults
    if len(documents) > 1 or not isinstance(documents[0].value, dict):
        message = "a second document, where there can be one" if len(documents) > 1 else "a lock that is no mapping"
        help_ = "keep the first" if len(documents) > 1 else "start it with `manifests` or `images`"
        return None, (sign(WRONG_TYPE, Problem(documents[-1].location, message, help_)),)
    try:
        return Lock.model_validate(documents[0].value), ()
    except ValidationError as error:
        return None, tuple(explain_errors(error, Lock, Location(LOCK, documents[0].index).at))
