from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.model.spec.source import HttpSource

_MESSAGE = "nothing says which bytes this download has to have"
_HELP = "add `checksum: sha256:…` (CDI 1.65 or newer)"


@check("VM711", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def image_without_checksum(fleet: Fleet) -> Iterator[Problem]:
    """A disk is downloaded, and nobody checks what arrives.

    A server can replace a file, and a proxy can damage it. With a checksum CDI refuses anything else than what was
    meant, and the catalog says which system its machines have.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source: {http: {url: https://example.org/debian.qcow2}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          disks:
          - name: root
            source:
              http:
                url: https://example.org/debian.qcow2
                checksum: md5:d41d8cd98f00b204e9800998ecf8427e
    """
    for machine in fleet.machines:
        for disk in machine.disks:
            if isinstance(disk.source, HttpSource) and disk.image is None and not disk.source.checksum:
                yield Problem(machine.where("disks", disk.name, "source", "http", "url"), _MESSAGE, _HELP)
    for image in fleet.images:
        for architecture, variant in image.spec.variants.items():
            if variant.http is not None and not variant.http.checksum:
                yield Problem(image.where("variants", architecture, "http", "url"), _MESSAGE, _HELP)
