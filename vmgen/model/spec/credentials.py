"""SSHKey and SecretRef: what lets people in, by name."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vmgen.model.spec.base import PATH_PATTERN, Authored, LongName, at_most_one, exactly_one

DURATION_PATTERN = r"^[0-9]+(h|m|s)([0-9]+(m|s))*$"
DATA_KEY_PATTERN = r"^[-._a-zA-Z0-9]{1,253}$"

SecretKey = Annotated[str, Field(pattern=DATA_KEY_PATTERN)]


class SSHKeySpec(Authored):
    """Public keys under one name."""

    keys: Annotated[
        tuple[str, ...],
        Field(min_length=1, description="Public keys, as in `authorized_keys`.", examples=[["ssh-ed25519 AAAA… ops"]]),
    ]


class SopsSpec(Authored):
    """A Secret that SOPS encrypted: its file is copied as it stands, and Flux decrypts it in the cluster."""

    file: Annotated[
        str,
        Field(
            pattern=PATH_PATTERN,
            description="The file, from the top of the repository: below `catalog/`, and called `*.sops.yaml`.",
            examples=["catalog/secrets/web-init.sops.yaml"],
        ),
    ]


class SealedSecretSpec(Authored):
    """A Secret that only the controller of Sealed Secrets can open."""

    file: Annotated[
        str,
        Field(
            pattern=PATH_PATTERN,
            description="A file with the SealedSecret: below `catalog/`, and called `*.sealed.yaml`.",
            examples=["catalog/secrets/web-init.sealed.yaml"],
        ),
    ] = ""
    encrypted_data: Annotated[
        dict[SecretKey, str],
        Field(
            min_length=1,
            description="The sealed values, for the SecretRef's own name and namespace.",
            examples=[{"userdata": "AgB4…"}],
        ),
    ] = {}

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        exactly_one(self, "file", "encrypted_data")
        return self


class SecretStoreSpec(Authored):
    """A store that External Secrets reads."""

    name: Annotated[LongName, Field(description="Its name.", examples=["vault"])]
    kind: Annotated[
        Literal["SecretStore", "ClusterSecretStore"],
        Field(description="A store of the namespace, or of the cluster.", examples=["SecretStore"]),
    ] = "ClusterSecretStore"


class RemoteKeySpec(Authored):
    """What the store has."""

    key: Annotated[str, Field(min_length=1, description="Its name in the store.", examples=["machines/web"])]
    property: Annotated[str, Field(description="A part of it.", examples=["userdata"])] = ""
    version: Annotated[str, Field(description="The version, where the store has several.", examples=["3"])] = ""


class ExternalSecretSpec(Authored):
    """A Secret that External Secrets makes of what a store has."""

    store: Annotated[SecretStoreSpec, Field(description="The store.")]
    data: Annotated[
        dict[SecretKey, RemoteKeySpec],
        Field(
            min_length=1,
            description="What to read, by the key that the Secret gets; a template names it by the same key.",
            examples=[{"userdata": {"key": "machines/web"}}],
        ),
    ]
    template: Annotated[
        dict[SecretKey, str],
        Field(
            description="Texts of the Secret by key, with `{{ .name }}` where a value goes. It has no other keys then.",
            examples=[{"userdata": '#cloud-config\npassword: "{{ .password }}"\n'}],
        ),
    ] = {}
    refresh_interval: Annotated[
        str,
        Field(
            pattern=DURATION_PATTERN,
            description="How often the store is asked. Left out, the operator decides.",
            examples=["1h"],
        ),
    ] = ""


class SecretRefSpec(Authored):
    """A Secret of the same name and namespace. With nothing but keys it exists, or is made by something else."""

    keys: Annotated[
        tuple[str, ...],
        Field(min_length=1, description="The keys that the Secret has.", examples=[["userdata"]]),
    ]
    sops: Annotated[SopsSpec | None, Field(description="A file that SOPS encrypted.")] = None
    external_secret: Annotated[ExternalSecretSpec | None, Field(description="External Secrets makes it.")] = None
    sealed_secret: Annotated[SealedSecretSpec | None, Field(description="Sealed Secrets opens it.")] = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        at_most_one(self, "sops", "external_secret", "sealed_secret")
        return self
