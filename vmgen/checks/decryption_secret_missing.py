from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Problem, Shows
from vmgen.fleet.fleet import Fleet, Secret
from vmgen.fleet.secrets import attached_object, mapping_at

_KEYS_IN_SECRETS = ("age", "pgp")


@check("VM213", shows=Shows.AT_APPLY)
def decryption_secret_missing(fleet: Fleet) -> Iterator[Problem]:
    """A machine's Secret is encrypted for a key that Flux does not have.

    A private key of age or PGP stands in a Secret in the namespace of Flux, which `secrets.decryptionSecret` names.
    Without it the Kustomization of the namespace stops, and with it every machine there.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: web}
        spec: {keys: [userdata], sops: {file: catalog/secrets/web-init.sops.yaml}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec: {template: small, image: debian-13, cloudInit: {secretRef: {name: web-init}}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          secrets: {decryptionSecret: sops-age}
        ---
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: web}
        spec: {keys: [userdata], sops: {file: catalog/secrets/web-init.sops.yaml}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: lab}}
        spec: {template: small, image: debian-13, cloudInit: {secretRef: {name: web-init}}}
    """
    for cluster in fleet.clusters:
        if cluster.spec.secrets.decryption_secret:
            continue
        used = {one.written.at: one for machine in fleet.machines_of(cluster) for one in machine.secrets}
        for secret in used.values():
            if _needs_key(secret):
                message = f"the Secret `{secret.name}` is encrypted for a key that the Cluster does not name"
                label = (Label(secret.written.where("sops", "file"), "this needs it"),)
                help_ = "write the name of the Secret with the private key as `decryptionSecret`"
                yield Problem(cluster.written.where("secrets"), message, help_, label)


def _needs_key(secret: Secret) -> bool:
    """A key in a cloud's key store is there by the identity of Flux itself."""
    if secret.spec.sops is None or secret.attachment is None:
        return False
    sops = mapping_at(attached_object(secret.attachment), "sops")
    return any(sops.get(one) for one in _KEYS_IN_SECRETS)
