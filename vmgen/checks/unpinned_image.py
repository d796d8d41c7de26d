from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Disk, Fleet, Machine
from vmgen.model.spec.source import ContainerDiskSource, RegistrySource

_REGISTRY = "docker://"
_HELP = "write a tag that stays the same, or a digest: `@sha256:…`"


@check("VM710", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def unpinned_image(fleet: Fleet) -> Iterator[Problem]:
    """A container image without a tag, or with the tag `latest`, is another one every time.

    Two machines of one catalog come to have two systems, and nobody can say which. A container disk is even pulled
    anew at every start.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source: {registry: {url: "docker://quay.io/containerdisks/debian:latest"}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source: {registry: {url: "docker://quay.io/containerdisks/debian:13-2511"}}
    """
    for machine in fleet.machines:
        for disk in machine.disks:
            yield from _in_disk(machine, disk)
    for image in fleet.images:
        for architecture, variant in image.spec.variants.items():
            if variant.registry is not None and _is_unpinned(variant.registry.url):
                at = image.where("variants", architecture, "registry", "url")
                yield Problem(at, _message(variant.registry.url), _HELP)
            if variant.container_disk is not None and _is_unpinned(variant.container_disk.image):
                at = image.where("variants", architecture, "containerDisk", "image")
                yield Problem(at, _message(variant.container_disk.image), _HELP)


def _in_disk(machine: Machine, disk: Disk) -> Iterator[Problem]:
    source = disk.source
    if isinstance(source, ContainerDiskSource) and disk.image is None and _is_unpinned(source.image):
        at = machine.where("disks", disk.name, "source", "containerDisk", "image")
        yield Problem(at, _message(source.image), _HELP)
    elif isinstance(source, RegistrySource) and disk.image is None and _is_unpinned(source.url):
        at = machine.where("disks", disk.name, "source", "registry", "url")
        yield Problem(at, _message(source.url), _HELP)


def _is_unpinned(reference: str) -> bool:
    """Whether a reference has neither digest nor a tag of its own. An archive in a file has no tag to speak of."""
    bare = reference.removeprefix(_REGISTRY)
    if "@" in bare or "://" in bare:
        return False
    # A colon before the last slash is that of a port.
    _, _, tag = bare.rpartition("/")[2].partition(":")
    return tag in {"", "latest"}


def _message(reference: str) -> str:
    return f"`{reference}` is another image every time"
