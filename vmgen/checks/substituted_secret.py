from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Severity, Shows
from vmgen.fleet.fleet import Fleet
from vmgen.fleet.secrets import attached_object, mapping_at

_SUBSTITUTE = "kustomize.toolkit.fluxcd.io/substitute"


@check("VM214", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def substituted_secret(fleet: Fleet) -> Iterator[Problem]:
    """Flux may change what stands in an encrypted Secret.

    Where variables are substituted, Flux does it after it has decrypted: `${…}` and `$$` in a password become something
    else. An annotation turns that off. vmgen cannot add it, since SOPS signs the whole file.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: db-init, namespace: db}
        spec: {keys: [userdata], sops: {file: catalog/secrets/db-init.sops.yaml}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: web}
        spec: {keys: [userdata], sops: {file: catalog/secrets/web-init.sops.yaml}}
    """
    for secret in fleet.secrets:
        body = attached_object(secret.attachment) if secret.attachment and secret.spec.sops else {}
        annotations = mapping_at(body, "metadata", "annotations")
        if secret.attachment and body.get("kind") == "Secret" and annotations.get(_SUBSTITUTE) != "disabled":
            message = f"`{secret.attachment.file}` lets Flux substitute variables in it"
            help_ = f"add the annotation `{_SUBSTITUTE}: disabled` with `sops edit`"
            yield Problem(Location(secret.attachment.file, 0, ("metadata",)).key(), message, help_)
