import base64
import re
from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import check
from vmgen.diagnostics import Location, Problem, Route, Shows
from vmgen.fleet.fleet import Attachment, Fleet
from vmgen.fleet.secrets import attached_object, mapping_at

_ENCRYPTED = re.compile(r"ENC\[AES256_GCM,data:[^\]]*\]")
_RECIPIENTS = ("age", "azure_kv", "gcp_kms", "hc_vault", "kms", "pgp")
_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
# What kubeseal writes starts with the length of a key that RSA encrypted, for keys of 2,048 bits and more.
_KEY_LENGTHS = range(256, 2049)


@check("VM210", shows=Shows.IN_OPERATION)
def secret_not_encrypted(fleet: Fleet) -> Iterator[Problem]:
    """A Secret that should be encrypted is not, or not all of it.

    Everyone who can read the repository has what stands in clear. SOPS encrypts each value of `data` and `stringData`
    and leaves names and keys readable; `kubeseal` makes the values of a SealedSecret. Change what was committed.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: db-init, namespace: db}
        spec:
          keys: [userdata]
          sealedSecret:
            encryptedData: {userdata: I2Nsb3VkLWNvbmZpZwo=}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: web}
        spec:
          keys: [userdata]
          sops: {file: catalog/secrets/web-init.sops.yaml}
    """
    for secret in fleet.secrets:
        sealed = secret.spec.sealed_secret
        if secret.attachment is not None:
            find = _in_sops_file if secret.spec.sops is not None else _in_sealed_file
            yield from find(secret.attachment)
        elif sealed is not None:
            for key, value in sealed.encrypted_data.items():
                if not _is_sealed(value):
                    yield _unsealed(secret.written.where("sealedSecret", "encryptedData", key), key)


def _in_sops_file(attachment: Attachment) -> Iterator[Problem]:
    body = attached_object(attachment)
    help_ = f"encrypt it: `sops encrypt --encrypted-regex '^(data|stringData)$' --in-place {attachment.file}`"
    sops = mapping_at(body, "sops")
    if body and not (sops.get("mac") and any(sops.get(one) for one in _RECIPIENTS)):
        yield Problem(_at(attachment, "kind"), f"`{attachment.file}` is not encrypted with SOPS", help_, is_secret=True)
        return
    for field in ("data", "stringData"):
        for key, value in mapping_at(body, field).items():
            if value != "" and not (isinstance(value, str) and _ENCRYPTED.fullmatch(value)):
                message = f"the value of `{key}` is not encrypted"
                yield Problem(_at(attachment, field, key).key(), message, help_, is_secret=True)
    if _APPLIED in mapping_at(body, "metadata", "annotations"):
        at = _at(attachment, "metadata", "annotations", _APPLIED).key()
        help_ = "remove it, encrypt again, and change the values"
        yield Problem(at, f"`{_APPLIED}` repeats all values in clear", help_, is_secret=True)


def _in_sealed_file(attachment: Attachment) -> Iterator[Problem]:
    for key, value in mapping_at(attached_object(attachment), "spec", "encryptedData").items():
        if not _is_sealed(value):
            yield _unsealed(_at(attachment, "spec", "encryptedData", key), key)


def _unsealed(at: Location, key: str) -> Problem:
    return Problem(at.key(), f"the value of `{key}` is not sealed", "seal it with `kubeseal`", is_secret=True)


def _is_sealed(value: Any) -> bool:
    """Two bytes with a length, a key that long, and something behind it (pkg/crypto/crypto.go of Sealed Secrets)."""
    try:
        data = base64.b64decode(value, validate=True)
    except (TypeError, ValueError):
        return False
    length = int.from_bytes(data[:2])
    return length in _KEY_LENGTHS and len(data) > length + 2


def _at(attachment: Attachment, *route: str) -> Location:
    steps: Route = route
    return Location(attachment.file, 0, steps)
