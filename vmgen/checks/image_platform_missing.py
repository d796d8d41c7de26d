from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.images import disk_images
from vmgen.fleet.locked import image_platforms
from vmgen.syntax.attachments import LOCK


@check("VM420", shows=Shows.AT_START)
def image_platform_missing(fleet: Fleet) -> Iterator[Problem]:
    """A disk comes from a container image that its registry does not have for the machine's architecture.

    The node cannot pull a container disk, and its machine stays in `Scheduling`. CDI takes what there is, and the
    machine does not boot from it. `vmgen lock` asked the registry and wrote the answer into the lock. An image that was
    built with another `--platform` than the disk in it is labelled wrong: build it again.

    Example:
        # file: catalog/vmgen.lock.yaml
        images:
          quay.io/containerdisks/debian:13-2511:
            digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
            platforms: {amd64: "sha256:2222222222222222222222222222222222222222222222222222222222222222"}
          quay.io/containerdisks/debian:13-2511-arm64:
            digest: sha256:3333333333333333333333333333333333333333333333333333333333333333
            platforms: {s390x: "sha256:3333333333333333333333333333333333333333333333333333333333333333"}

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
    if fleet.lock is None:
        return
    for use in disk_images(fleet):
        known = image_platforms(fleet.lock, use.reference, None)
        if known is not None and use.architecture not in known:
            there = " and ".join(f"`{one}`" for one in sorted(known)) or "nothing that vmgen knows"
            yield Problem(
                use.at,
                f"`{use.reference}` is not there for `{use.architecture}`",
                "name an image that is, or run `vmgen lock` if there is one by now",
                (Label(Location(LOCK, 0, ("images", use.reference)), f"its registry has {there}"),),
            )
