"""The codes of Secrets that are not where a SecretRef says."""

from vmgen.diagnostics import Code, Severity, Shows

SECRET_FILE_NOT_FOUND = Code(
    "VM209",
    "secret-file-not-found",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A SecretRef names a file that is not in the catalog.

    Encrypted files stand below `catalog/`, and their names say what they are: they end in `.sops.yaml` or
    `.sealed.yaml`. A path starts at the top of the repository.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: web}
        spec:
          keys: [userdata]
          sops: {file: secrets/web-init.yaml}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: web}
        spec:
          keys: [userdata]
          sops: {file: catalog/secrets/web-init.sops.yaml}
    """,
)

SECRET_CODES = (SECRET_FILE_NOT_FOUND,)
