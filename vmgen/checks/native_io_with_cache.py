from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows


@rule("VM611", kind="VirtualMachine", at="spec.template.spec.domain.devices.disks[]", shows=Shows.AT_START, having="io")
def native_io_with_cache(disk: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """`io: native` for a disk that the node caches.

    Linux reads and writes in the background only past its cache: libvirt refuses the machine. The API server does not
    look at the two together.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, io: native, cache: writeback}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 10Gi, io: native, cache: none}
    """
    cache = disk.get("cache") or "none"
    if disk["io"] == "native" and cache != "none":
        yield Finding(f"`io: native` with `cache: {cache}`", ("cache",), "write `cache: none`, or `io: threads`")
