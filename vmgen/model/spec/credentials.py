"""SSHKey and SecretRef: what lets people in, by name."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Authored


class SSHKeySpec(Authored):
    """Public keys under one name."""

    keys: Annotated[
        tuple[str, ...],
        Field(min_length=1, description="Public keys, as in `authorized_keys`.", examples=[["ssh-ed25519 AAAA… ops"]]),
    ]


class SecretRefSpec(Authored):
    """A Secret of the same name and namespace that exists in the cluster, or is made by something else."""

    keys: Annotated[
        tuple[str, ...],
        Field(min_length=1, description="The keys that the Secret has.", examples=[["userdata"]]),
    ]
