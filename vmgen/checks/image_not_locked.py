from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.images import ImageUse, images, machine_images, platform_images


@check("VM906", shows=Shows.AT_BUILD, severity=Severity.WARNING)
def image_not_locked(fleet: Fleet) -> Iterator[Problem]:
    """The catalog has a lock, and an image that is not in it.

    Nobody asked the image's registry whether it is there, and for which architectures.

    Example:
        # file: catalog/vmgen.lock.yaml
        images:
          quay.io/containerdisks/debian:13-2511:
            digest: sha256:1111111111111111111111111111111111111111111111111111111111111111
            platforms: {amd64: "sha256:2222222222222222222222222222222222222222222222222222222222222222"}

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
    if fleet.lock is None or not fleet.lock.images:
        return
    missing: dict[Location, list[str]] = {}
    for use in images(fleet):
        if use.reference not in fleet.lock.images:
            missing.setdefault(use.at, []).append(use.reference)
    told = {use.at for use in _told_elsewhere(fleet)}
    for at in [place for place in missing if place not in told]:
        references = sorted(set(missing[at]))
        others = f" and {len(references) - 1} more are" if len(references) > 1 else " is"
        yield Problem(at, f"`{references[0]}`{others} not in the lock", "run `vmgen lock`, and commit what it writes")


def _told_elsewhere(fleet: Fleet) -> Iterator[ImageUse]:
    """Where the owner of the cluster insists on digests, it is an error."""
    for machine in fleet.machines:
        if machine.cluster.spec.policy.pin_images:
            yield from machine_images(machine)
    for cluster in fleet.clusters:
        if cluster.spec.policy.pin_images:
            yield from platform_images(cluster)
