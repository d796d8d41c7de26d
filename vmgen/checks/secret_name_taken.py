from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Fleet


@check("VM215", shows=Shows.IN_OPERATION)
def secret_name_taken(fleet: Fleet) -> Iterator[Problem]:
    """A SecretRef has the name of the Secret that vmgen makes for large data of a machine.

    Two objects would be one Secret, and each change to either would undo the other.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SSHKey
        metadata: {name: company}
        spec:
          keys:
          - &key ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE4Tqw0Lsd0uPzQnEMu+8FfRnJ3iiJUPyEy2EoZQzN2t one@example.org
          - *key
          - *key
          - *key
          - *key
          - *key
        ---
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-cloudinit}
        spec: {keys: [userdata]}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, sshKeys: [company, company, company, company]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init}
        spec: {keys: [userdata]}
    """
    taken = {(one.namespace, one.name): one for one in fleet.secrets}
    for machine in fleet.machines:
        secret = taken.get((machine.namespace, machine.cloud_init_secret)) if taken else None
        if secret is not None and machine.guest.large:
            message = f"`{secret.name}` is the Secret for large data of the machine `{machine.name}`"
            label = (Label(machine.written.at / "metadata" / "name", "this machine"),)
            yield Problem(secret.written.at / "metadata" / "name", message, "rename the SecretRef", label)
