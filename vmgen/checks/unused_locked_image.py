from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.images import images
from vmgen.syntax.attachments import LOCK


@check("VM907", shows=Shows.AT_BUILD, severity=Severity.NOTE)
def unused_locked_image(fleet: Fleet) -> Iterator[Problem]:
    """The lock has an image that nothing in the catalog uses any more.

    It does no harm. The next `vmgen lock` removes it.

    Example:
        # file: catalog/vmgen.lock.yaml
        images:
          quay.io/containerdisks/debian:12:
            digest: sha256:4444444444444444444444444444444444444444444444444444444444444444
            platforms: {amd64: "sha256:5555555555555555555555555555555555555555555555555555555555555555"}
          quay.io/containerdisks/debian:13-2511:
            digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
            platforms: {amd64: "sha256:2222222222222222222222222222222222222222222222222222222222222222"}
          quay.io/containerdisks/debian:13-2511-arm64:
            digest: sha256:3333333333333333333333333333333333333333333333333333333333333333
            platforms: {arm64: "sha256:3333333333333333333333333333333333333333333333333333333333333333"}

    Instead:
        # file: catalog/vmgen.lock.yaml
        images:
          quay.io/containerdisks/debian:13-2511:
            digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
            platforms: {amd64: "sha256:2222222222222222222222222222222222222222222222222222222222222222"}
          quay.io/containerdisks/debian:13-2511-arm64:
            digest: sha256:3333333333333333333333333333333333333333333333333333333333333333
            platforms: {arm64: "sha256:3333333333333333333333333333333333333333333333333333333333333333"}
    """
    if fleet.lock is None or fleet.broken:  # what is not well formed may use it
        return
    used = {use.reference for use in images(fleet)}
    for reference in fleet.lock.images:
        if reference not in used:
            at = Location(LOCK, 0, ("images", reference)).key()
            yield Problem(at, f"nothing uses `{reference}` any more", "run `vmgen lock`, which removes it")
