from collections.abc import Iterator

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows
from vmgen.facts.limits import SECRET_SIZE


@rule("VM720", kind="Secret", at="stringData", shows=Shows.AT_APPLY)
def cloud_init_too_large(data: JsonObject, _secret: JsonObject) -> Iterator[Finding]:
    """Data for cloud-init that is too large even for a Secret.

    A VirtualMachine carries 2,048 bytes of user data, and as many of network data. What is larger goes into a Secret of
    the machine, which holds a mebibyte. Keys and users by name count, too: they become a part of the user data.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SSHKey
        metadata: {name: company}
        spec:
          keys: [&key ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE4Tqw0Lsd0uPzQnEMu+8FfRnJ3iiJUPyEy2EoZQzN2t one@example.org,
                 *key, *key, *key, *key, *key, *key, *key, *key, *key, *key, *key, *key, *key, *key, *key, *key,
                 *key, *key, *key]
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          users:
          - name: ann
            sshKeys: &many
              [company, company, company, company, company, company, company, company, company, company,
               company, company, company, company, company, company, company, company, company, company,
               company, company, company, company, company, company, company, company, company, company,
               company, company, company, company, company, company, company, company, company, company,
               company, company, company, company, company, company, company, company, company, company]
          - {name: bob, sshKeys: *many}
          - {name: cem, sshKeys: *many}
          - {name: dee, sshKeys: *many}
          - {name: eva, sshKeys: *many}
          - {name: fay, sshKeys: *many}
          - {name: gus, sshKeys: *many}
          - {name: hal, sshKeys: *many}
          - {name: ivy, sshKeys: *many}
          - {name: jon, sshKeys: *many}
          - {name: kim, sshKeys: *many}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          cloudInit:
            userData: |
              #include
              https://config.example.org/web
    """
    size = sum(len(str(text).encode()) for text in data.values())
    if size > SECRET_SIZE:
        largest = max(data, key=lambda key: len(str(data[key])))
        message = f"{size:,} bytes of data for cloud-init, of which a Secret holds {SECRET_SIZE:,}"
        yield Finding(message, (largest,), "let the machine fetch it when it boots, or write less")
