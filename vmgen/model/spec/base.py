"""What every authored model shares: strict, frozen, camelCase, and the forms of text that many fields take."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

CONFLICT = "conflicting_fields"
CHOICE_MISSING = "choice_missing"


class Authored(BaseModel):
    """A mapping that people write. An unknown key is an error, and no value is coerced into another type."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=False,
        validate_by_alias=True,
        # Building all validators on import costs a hook a tenth of a second; parts are built with the whole anyway.
        defer_build=True,
    )


def at_most_one(model: BaseModel, *names: str) -> None:
    """Raises a PydanticCustomError that names the second of `names` (attributes) that the author set."""
    given = [name for name in names if name in model.model_fields_set and getattr(model, name) is not None]
    if len(given) > 1:
        first, second = (to_camel(name) for name in given[:2])
        raise PydanticCustomError(CONFLICT, "`{second}` and `{first}`", {"first": first, "second": second})


def exactly_one(model: BaseModel, *names: str) -> None:
    """Like at_most_one, and raises where the author set none."""
    at_most_one(model, *names)
    if not any(name in model.model_fields_set for name in names):
        choices = ", ".join(f"`{to_camel(name)}`" for name in names)
        raise PydanticCustomError(CHOICE_MISSING, "one of {choices}", {"choices": choices})


def plain(model: BaseModel) -> dict[str, Any]:
    """A model as the mapping that its author wrote: set fields only, by their YAML names."""
    return model.model_dump(by_alias=True, exclude_unset=True)


LABEL_PATTERN = r"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"
SUBDOMAIN_PATTERN = r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"
QUANTITY_PATTERN = r"^(0\.[0-9]*[1-9][0-9]*|[1-9][0-9]*(\.[0-9]+)?)(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)$"
CPU_PATTERN = r"^[0-9]+m?$"
RATIO_PATTERN = r"^[1-9][0-9]*(\.[0-9]+)?$"
MAC_PATTERN = r"^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$|^[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){5}$"
MAC_PREFIX_PATTERN = r"^[0-9a-f][26ae]$"
_NUMBER = r"(0|[1-9][0-9]*)"
VERSION_PATTERN = rf"^v{_NUMBER}\.{_NUMBER}\.{_NUMBER}$"
KUBERNETES_VERSION_PATTERN = r"^1\.[0-9]+(\.[0-9]+)?$"
URL_PATTERN = r"^https?://[^\s]+$"
BUCKET_URL_PATTERN = r"^(gs|https?)://[^\s]+$"
REGISTRY_URL_PATTERN = r"^(docker|oci-archive)://[^\s]+$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"
DIGEST_PATTERN = r"^sha256:[0-9a-f]{64}$"
CHECKSUM_PATTERN = r"^(md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$"
_DNS_NAME = SUBDOMAIN_PATTERN.removeprefix("^").removesuffix("$")
ATTACHMENT_PATTERN = rf"^([a-z0-9]([-a-z0-9]{{0,61}}[a-z0-9])?/)?{_DNS_NAME}$"
DEPENDENCY_PATTERN = rf"^(?:[a-z0-9](?:[-a-z0-9]{{0,61}}[a-z0-9])?/)?{_DNS_NAME}$"
DURATION_PATTERN = r"^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$"
SERIAL_PATTERN = r"^[A-Za-z0-9_.+-]{1,256}$"
INTERFACE_PATTERN = r"^[A-Za-z0-9_-]{1,63}$"
DEVICE_PATTERN = r"^[A-Za-z0-9_.-]{1,15}$"
USER_PATTERN = r"^[a-z_][a-z0-9_-]{0,31}$"
IMAGE_REFERENCE_PATTERN = r"^[a-z0-9][a-zA-Z0-9._:@-]*(/[a-zA-Z0-9._:@-]+)*$"
REGISTRY_PATTERN = r"^[a-z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$"
IMAGE_PREFIX_PATTERN = r"^[a-z0-9]+([._-]+[a-z0-9]+)*[._-]*$"
_STEP = r"\.?[A-Za-z0-9_-][A-Za-z0-9._-]*"
PATH_PATTERN = rf"^(\./)?{_STEP}(/{_STEP})*/?$"
_CLAUSE = r"\s*(>=|<=|==|!=|>|<)\s*[0-9]+(\.[0-9]+){0,2}\s*"
PIN_PATTERN = rf"^{_CLAUSE}(,{_CLAUSE})*$"
POINTER_PATTERN = r"^(/([^~/]|~[01])*)+$"

Name = Annotated[str, Field(pattern=LABEL_PATTERN)]
"""A DNS label: what Kubernetes calls RFC 1123."""

LongName = Annotated[str, Field(pattern=SUBDOMAIN_PATTERN, max_length=253)]
"""A DNS subdomain: the name of most Kubernetes objects."""

Quantity = Annotated[str, Field(pattern=QUANTITY_PATTERN)]
"""An amount of bytes as Kubernetes writes it. `quantities.to_bytes` reads it."""

Dependency = Annotated[str, Field(pattern=DEPENDENCY_PATTERN, max_length=317)]
"""A Kustomization of Flux: `name`, or `namespace/name` where it is in another namespace than ours."""

Duration = Annotated[str, Field(pattern=DURATION_PATTERN)]
"""A time as the definitions of Flux have it: it knows no days."""

Architecture = Literal["amd64", "arm64", "s390x"]
MacAddress = Annotated[str, Field(pattern=MAC_PATTERN)]
Version = Annotated[str, Field(pattern=VERSION_PATTERN)]
Url = Annotated[str, Field(pattern=URL_PATTERN)]

BootPlace = Annotated[
    int | None,
    Field(
        ge=1,
        description="The place in the order in which the firmware tries devices, instead of the machine's `bootOrder`.",
        examples=[1],
    ),
]
