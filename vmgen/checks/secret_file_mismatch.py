from collections.abc import Iterator

from vmgen.checks.registry import check
from vmgen.diagnostics import Label, Location, Problem, Shows
from vmgen.fleet.fleet import Attachment, Fleet, Secret
from vmgen.fleet.secrets import attached_object, attachment_fault, is_of_kind, kind_in_file, mapping_at

_IN_CLEAR = "--encrypted-regex '^(data|stringData)$'"


@check("VM211", shows=Shows.AT_START)
def secret_file_mismatch(fleet: Fleet) -> Iterator[Problem]:
    """A file holds another Secret than its SecretRef says.

    Names are a part of what is encrypted or signed: vmgen copies the file as it stands, and the machine would wait for
    a Secret of the SecretRef's name and namespace for ever.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: shop}
        spec:
          keys: [userdata]
          sops: {file: catalog/secrets/web-init.sops.yaml}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init, namespace: web}
        spec:
          keys: [userdata]
          sops: {file: catalog/secrets/web-init.sops.yaml}
    """
    for secret in fleet.secrets:
        if secret.attachment is not None:
            yield from _mismatches(secret, secret.attachment)


def _mismatches(secret: Secret, attachment: Attachment) -> Iterator[Problem]:
    """The first thing that does not fit: the others follow from it."""
    body = attached_object(attachment)
    api_version, kind = kind_in_file(secret.spec)
    label = (Label(secret.written.at / "metadata" / "name", "this is what it should hold"),)
    fault = attachment_fault(attachment)
    if fault is not None:
        at = Location(attachment.file, span=fault.problem.at.span)
        message = f"`{attachment.file}` cannot be read: {fault.problem.message}"
        yield Problem(at, message, fault.problem.help, label, is_secret=True)
    elif not body:
        message = f"`{attachment.file}` is not one YAML document"
        yield Problem(Location(attachment.file), message, "mend it", label, is_secret=True)
    elif not is_of_kind(secret, body):
        at, message = Location(attachment.file, 0, ("kind",)), f"`{attachment.file}` holds no {kind} of {api_version}"
        yield Problem(at, message, "name another file, or the way that fits it", label)
    else:
        for field, wanted in (("name", secret.name), ("namespace", secret.namespace)):
            found = mapping_at(body, "metadata").get(field)
            if found != wanted:
                at = Location(attachment.file, 0, ("metadata", field))
                yield Problem(at, _message(kind, field, found, wanted), _help(found, wanted), label)
                return


def _message(kind: str, field: str, found: object, wanted: str) -> str:
    if _is_encrypted(found):
        return f"the {field} of the {kind} is encrypted, and Flux needs it in clear"
    return f"the {field} of the {kind} is {f'`{found}`' if found else 'missing'}, and its SecretRef says `{wanted}`"


def _help(found: object, wanted: str) -> str:
    if _is_encrypted(found):
        return f"encrypt with {_IN_CLEAR}"
    return f"write `{wanted}` and encrypt again, or change the SecretRef"


def _is_encrypted(found: object) -> bool:
    return isinstance(found, str) and found.startswith("ENC[")
