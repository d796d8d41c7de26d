from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.cloud_init import INLINE_SIZE

_VOLUME = "cloudInitNoCloud"
_TEXTS = (("userData", "user data"), ("networkData", "network data"))


@rule("VM720", kind="VirtualMachine", at="spec.template.spec.volumes[]", shows=Shows.AT_APPLY)
def cloud_init_too_large(volume: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """Data for cloud-init that is too large to stand in a machine.

    A VirtualMachine carries 2,048 bytes of user data, and as many of network data. A Secret holds a mebibyte. Keys and
    users by name count, too: they become a part of the user data.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          sshKeys: [ops, ops, ops, ops, ops, ops, ops, ops, ops, ops, ops,
                    ops, ops, ops, ops, ops, ops, ops, ops, ops, ops, ops]

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init}
        spec: {keys: [userdata]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit: {secretRef: {name: web-init, key: userdata}}
    """
    source = volume.get(_VOLUME, {})
    for field, name in _TEXTS:
        size = len(source.get(field, "").encode())
        if size > INLINE_SIZE:
            yield Finding(
                f"{size:,} bytes of {name}, of which a machine carries {INLINE_SIZE:,}",
                (_VOLUME, field),
                "move it to a Secret, and name that with `cloudInit.secretRef`",
            )
