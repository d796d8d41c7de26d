"""References of container images: which registry, which repository there, and what of it."""

import re
from functools import cache

from vmgen.records import record

DOCKER = "docker://"
DOCKER_HUB = "docker.io"
_LATEST = "latest"
_REFERENCE = re.compile(
    r"(?P<name>[^@\s]+?)(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)
_REPOSITORY = re.compile(r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::[0-9]{1,5})?")


@record
class ImageReference:
    """What a container runtime makes of `[host/]repository[:tag][@digest]`."""

    name: str
    """Everything before tag and digest, as it is written."""
    host: str
    """The registry, with its port; `docker.io` where none is written."""
    repository: str
    tag: str
    digest: str

    @property
    def wanted(self) -> str:
        """What to ask for: a digest, else a tag."""
        return self.digest or self.tag or _LATEST

    def pinned(self, digest: str) -> str:
        """The same image by its digest. Without the tag, beside which CDI takes no digest."""
        return f"{self.name}@{digest}"


@cache
def image_reference(text: str) -> ImageReference | None:
    """Reads a reference; None where a container runtime would not take it."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    name = match["name"]
    first, slash, rest = name.partition("/")
    has_host = bool(slash) and ("." in first or ":" in first or first == "localhost")
    host, repository = (first, rest) if has_host else (DOCKER_HUB, name)
    if host == DOCKER_HUB and "/" not in repository:
        repository = f"library/{repository}"
    if not _HOST.fullmatch(host) or not _REPOSITORY.fullmatch(repository):
        return None
    return ImageReference(name, host, repository, match["tag"] or "", match["digest"] or "")
