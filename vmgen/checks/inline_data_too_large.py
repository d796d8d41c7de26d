from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.cloud_init import INLINE_SIZE

_SOURCES = ("cloudInitNoCloud", "cloudInitConfigDrive")
_NAMES = {
    "userData": "user data",
    "userDataBase64": "user data",
    "networkData": "network data",
    "networkDataBase64": "network data",
}


@rule("VM736", kind="VirtualMachine", at="spec.template.spec.volumes[]", shows=Shows.AT_APPLY, by_hand=True)
def inline_data_too_large(volume: JsonObject, _vm: JsonObject) -> Iterator[Finding]:
    """A VirtualMachine carries more data for cloud-init than KubeVirt takes.

    It takes 2,048 bytes of user data, and as many of network data. What `cloudInit` says is put into a Secret where it
    is larger; what a patch writes stays where the patch puts it.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          sshKeys: [ops]
          patches:
          - target: {kind: VirtualMachine, name: web}
            operations:
            - op: add
              path: /spec/template/spec/volumes/1/cloudInitNoCloud/networkData
              value: >-
                10.100.0.10/24 10.100.0.11/24 10.100.0.12/24 10.100.0.13/24 10.100.0.14/24 10.100.0.15/24 10.100.0.16/24
                10.101.0.10/24 10.101.0.11/24 10.101.0.12/24 10.101.0.13/24 10.101.0.14/24 10.101.0.15/24 10.101.0.16/24
                10.102.0.10/24 10.102.0.11/24 10.102.0.12/24 10.102.0.13/24 10.102.0.14/24 10.102.0.15/24 10.102.0.16/24
                10.103.0.10/24 10.103.0.11/24 10.103.0.12/24 10.103.0.13/24 10.103.0.14/24 10.103.0.15/24 10.103.0.16/24
                10.104.0.10/24 10.104.0.11/24 10.104.0.12/24 10.104.0.13/24 10.104.0.14/24 10.104.0.15/24 10.104.0.16/24
                10.105.0.10/24 10.105.0.11/24 10.105.0.12/24 10.105.0.13/24 10.105.0.14/24 10.105.0.15/24 10.105.0.16/24
                10.106.0.10/24 10.106.0.11/24 10.106.0.12/24 10.106.0.13/24 10.106.0.14/24 10.106.0.15/24 10.106.0.16/24
                10.107.0.10/24 10.107.0.11/24 10.107.0.12/24 10.107.0.13/24 10.107.0.14/24 10.107.0.15/24 10.107.0.16/24
                10.108.0.10/24 10.108.0.11/24 10.108.0.12/24 10.108.0.13/24 10.108.0.14/24 10.108.0.15/24 10.108.0.16/24
                10.109.0.10/24 10.109.0.11/24 10.109.0.12/24 10.109.0.13/24 10.109.0.14/24 10.109.0.15/24 10.109.0.16/24
                10.110.0.10/24 10.110.0.11/24 10.110.0.12/24 10.110.0.13/24 10.110.0.14/24 10.110.0.15/24 10.110.0.16/24
                10.111.0.10/24 10.111.0.11/24 10.111.0.12/24 10.111.0.13/24 10.111.0.14/24 10.111.0.15/24 10.111.0.16/24
                10.112.0.10/24 10.112.0.11/24 10.112.0.12/24 10.112.0.13/24 10.112.0.14/24 10.112.0.15/24 10.112.0.16/24
                10.113.0.10/24 10.113.0.11/24 10.113.0.12/24 10.113.0.13/24 10.113.0.14/24 10.113.0.15/24 10.113.0.16/24
                10.114.0.10/24 10.114.0.11/24 10.114.0.12/24 10.114.0.13/24 10.114.0.14/24 10.114.0.15/24 10.114.0.16/24
                10.115.0.10/24 10.115.0.11/24 10.115.0.12/24 10.115.0.13/24 10.115.0.14/24 10.115.0.15/24 10.115.0.16/24
                10.116.0.10/24 10.116.0.11/24 10.116.0.12/24 10.116.0.13/24 10.116.0.14/24 10.116.0.15/24 10.116.0.16/24
                10.117.0.10/24 10.117.0.11/24 10.117.0.12/24 10.117.0.13/24 10.117.0.14/24 10.117.0.15/24 10.117.0.16/24
                10.118.0.10/24 10.118.0.11/24 10.118.0.12/24 10.118.0.13/24 10.118.0.14/24 10.118.0.15/24 10.118.0.16/24
                10.119.0.10/24 10.119.0.11/24 10.119.0.12/24 10.119.0.13/24 10.119.0.14/24 10.119.0.15/24 10.119.0.16/24
                10.120.0.10/24 10.120.0.11/24 10.120.0.12/24 10.120.0.13/24 10.120.0.14/24 10.120.0.15/24 10.120.0.16/24

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          sshKeys: [ops]
          cloudInit:
            networkData: "version: 2"
    """
    for source, field, size in _sizes(volume):
        if size > INLINE_SIZE:
            message = f"{size:,} bytes of {_NAMES[field]}, of which a VirtualMachine carries {INLINE_SIZE:,}"
            yield Finding(message, (source, field), "write it in `cloudInit`, or into a Secret")


def _sizes(volume: JsonObject) -> Iterator[tuple[str, str, int]]:
    for source in _SOURCES:
        data: Any = volume.get(source)
        for field in _NAMES if isinstance(data, dict) else ():
            text = data.get(field)
            if isinstance(text, str):
                yield source, field, _size(text, is_encoded=field.endswith("Base64"))


def _size(text: str, *, is_encoded: bool) -> int:
    """Behind base64 there are three bytes for each four characters, without the padding."""
    return len(text) * 3 // 4 - text[-2:].count("=") if is_encoded else len(text.encode(errors="replace"))
