"""Secrets that SecretRefs stand for, with the files that hold them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from vmgen.diagnostics import Diagnostic, Problem, sign
from vmgen.fleet.fleet import Attachment, Secret
from vmgen.fleet.secret_codes import SECRET_FILE_NOT_FOUND
from vmgen.model.layers import Written
from vmgen.model.spec.credentials import ExternalSecretSpec, SecretRefSpec
from vmgen.model.spelling import closest
from vmgen.syntax.codes import UNREADABLE_NUMBER
from vmgen.syntax.documents import read_text, with_lists
from vmgen.syntax.embedded import embedded_mapping


def secrets(
    references: tuple[Written[SecretRefSpec], ...], attachments: Mapping[str, str], faults: list[Diagnostic]
) -> dict[tuple[str, str], Secret]:
    """By namespace and name. One whose file is not there is told, and stays: a machine that uses it is no fault."""
    return {(one.metadata.namespace, one.name): _secret(one, attachments, faults) for one in references}


def file_field(spec: SecretRefSpec) -> tuple[str, str] | None:
    """Where a SecretRef names its file, and the file; None where it needs none."""
    if spec.sops is not None:
        return "sops", spec.sops.file.removeprefix("./")
    if spec.sealed_secret is not None and spec.sealed_secret.file:
        return "sealedSecret", spec.sealed_secret.file.removeprefix("./")
    return None


@lru_cache(maxsize=1024)
def attached_object(attachment: Attachment) -> dict[str, Any]:
    """What the file describes; nothing where it is no YAML mapping. Nobody may change it: it is shared."""
    value, _ = embedded_mapping(attachment.text)
    plain = with_lists(value)
    return plain if isinstance(plain, dict) else {}


@lru_cache(maxsize=1024)
def attachment_fault(attachment: Attachment) -> Diagnostic | None:
    """What keeps others from reading the file: Flux is as strict as the catalog, but for the form of numbers."""
    _, faults = read_text(attachment.text)
    return next((one for one in faults if one.code is not UNREADABLE_NUMBER), None)


def kind_in_file(spec: SecretRefSpec) -> tuple[str, str]:
    """apiVersion and kind of the object that a SecretRef expects in its file."""
    return ("v1", "Secret") if spec.sops is not None else ("bitnami.com/v1alpha1", "SealedSecret")


def is_of_kind(secret: Secret, body: Mapping[str, Any]) -> bool:
    return (body.get("apiVersion"), body.get("kind")) == kind_in_file(secret.spec)


def mapping_at(value: Any, *route: str) -> dict[str, Any]:
    """The mapping at a route of keys; an empty one where there is something else, or nothing."""
    for step in route:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def keys_of(secret: Secret) -> frozenset[str] | None:
    """The keys that the Secret will have; None where only the cluster knows."""
    external, sealed = secret.spec.external_secret, secret.spec.sealed_secret
    if external is not None:
        return frozenset(external.template or external.data)
    if secret.attachment is not None:
        body = attached_object(secret.attachment)
        if not is_of_kind(secret, body):
            return None
        routes = (("data",), ("stringData",), ("spec", "encryptedData"), ("spec", "template", "data"))
        return frozenset(key for route in routes for key in mapping_at(body, *route))
    return frozenset(sealed.encrypted_data) if sealed is not None and sealed.encrypted_data else None


def mapped_key(external: ExternalSecretSpec | None, key: str, wanted: tuple[str, ...]) -> str:
    """The one of the `wanted` keys that a template fills with what the store has as `key`; empty if none is."""
    template = external.template if external else {}
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    return next((one for one in wanted if one in template and word.search(template[one])), "")


def _secret(written: Written[SecretRefSpec], attachments: Mapping[str, str], faults: list[Diagnostic]) -> Secret:
    named = file_field(written.spec)
    if named is None:
        return Secret(written)
    field, file = named
    if file not in attachments:
        near = closest(file, attachments)
        help_ = f"did you mean `{near}`?" if near else _HELP[field]
        problem = Problem(written.where(field, "file"), f"no file `{file}` in the catalog", help_)
        faults.append(sign(SECRET_FILE_NOT_FOUND, problem))
        return Secret(written)
    return Secret(written, Attachment(file, attachments[file]))


_HELP = {
    "sops": "put it below `catalog/`, with a name that ends in `.sops.yaml`",
    "sealedSecret": "put it below `catalog/`, with a name that ends in `.sealed.yaml`",
}
