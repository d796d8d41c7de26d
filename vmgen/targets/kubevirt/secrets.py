"""Secrets that machines read, as far as the tree brings them: never in clear."""

from vmgen.fleet.fleet import Cluster, Secret
from vmgen.fleet.secrets import attached_object, keys_of
from vmgen.model.spec.credentials import ExternalSecretSpec, RemoteKeySpec, SealedSecretSpec
from vmgen.targets.labels import VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, Manifest, present
from vmgen.targets.source_map import SourceMap

_COMMON_SOURCES = {
    "apiVersion": "",
    "kind": "",
    "metadata": "",
    "metadata.name": "metadata.name",
    "metadata.namespace": "metadata.namespace",
}
FILE_SOURCES = SourceMap(
    {
        **_COMMON_SOURCES,
        **dict.fromkeys(("data", "immutable", "sops", "spec", "stringData", "type"), "sops.file | sealedSecret.file"),
    }
)
SEALED_SECRET_SOURCES = SourceMap(
    {
        **_COMMON_SOURCES,
        "spec.encryptedData": "sealedSecret.encryptedData",
        "spec.template": "sealedSecret",
        "spec.template.metadata.name": "metadata.name",
        "spec.template.metadata.namespace": "metadata.namespace",
    }
)
EXTERNAL_SECRET_SOURCES = SourceMap(
    {
        **_COMMON_SOURCES,
        "spec.data": "externalSecret.data",
        "spec.refreshInterval": "externalSecret.refreshInterval",
        "spec.secretStoreRef.kind": "externalSecret.store.kind | externalSecret.store",
        "spec.secretStoreRef.name": "externalSecret.store.name",
        "spec.target.name": "metadata.name",
        "spec.target.template": "externalSecret.template",
    }
)


def secret_manifest(secret: Secret, cluster: Cluster, folder: str) -> Manifest | None:
    """None for a Secret that somebody else brings, and for one whose file is told to be none."""
    path, written = f"{folder}/secret-{secret.name}.yaml", secret.written
    if secret.attachment is not None:
        body = attached_object(secret.attachment)
        return Manifest(body, path, written, FILE_SOURCES, copied=secret.attachment) if keys_of(secret) else None
    if secret.spec.external_secret is not None:
        external = external_secret(secret, secret.spec.external_secret, cluster)
        return Manifest(external, path, written, EXTERNAL_SECRET_SOURCES)
    if secret.spec.sealed_secret is not None and secret.spec.sealed_secret.encrypted_data:
        sealed = sealed_secret(secret, secret.spec.sealed_secret, cluster)
        return Manifest(sealed, path, written, SEALED_SECRET_SOURCES)
    return None


def external_secret(secret: Secret, spec: ExternalSecretSpec, cluster: Cluster) -> JsonObject:
    template = {"engineVersion": "v2", "data": dict(spec.template)} if spec.template else None
    return {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {**_metadata(secret), "labels": cluster_labels(cluster), "annotations": dict(VERBATIM)},
        "spec": present(
            {
                "refreshInterval": spec.refresh_interval or None,
                "secretStoreRef": {"kind": spec.store.kind, "name": spec.store.name},
                "target": present({"name": secret.name, "template": template}),
                "data": [{"secretKey": key, "remoteRef": _remote(remote)} for key, remote in spec.data.items()],
            }
        ),
    }


def sealed_secret(secret: Secret, spec: SealedSecretSpec, cluster: Cluster) -> JsonObject:
    return {
        "apiVersion": "bitnami.com/v1alpha1",
        "kind": "SealedSecret",
        "metadata": {**_metadata(secret), "labels": cluster_labels(cluster), "annotations": dict(VERBATIM)},
        "spec": {
            "encryptedData": dict(spec.encrypted_data),
            "template": {"metadata": {**_metadata(secret), "annotations": dict(VERBATIM)}, "type": "Opaque"},
        },
    }


def _metadata(secret: Secret) -> JsonObject:
    return {"name": secret.name, "namespace": secret.namespace}


def _remote(remote: RemoteKeySpec) -> JsonObject:
    return present({"key": remote.key, "property": remote.property or None, "version": remote.version or None})
