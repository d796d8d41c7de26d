"""What the guest finds when it boots: cloud-init, users, keys."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import USER_PATTERN, Authored, LongName

KeyOrName = Annotated[str, Field(min_length=1)]


class CloudInitSecretRef(Authored):
    """A key of a Secret."""

    name: Annotated[
        LongName, Field(description="The name of a SecretRef in the machine's namespace.", examples=["web-init"])
    ]
    key: Annotated[
        str,
        Field(
            min_length=1,
            description="`userdata` or `networkdata`: KubeVirt reads no other keys.",
            examples=["userdata"],
        ),
    ] = "userdata"


class CloudInitSpec(Authored):
    """Data for cloud-init, on a small disk of its own."""

    user_data: Annotated[
        str,
        Field(description="User data, as cloud-init documents it.", examples=["#cloud-config\npackages: [curl]\n"]),
    ] = ""
    network_data: Annotated[
        str,
        Field(
            description="Network configuration, version 1 or 2.",
            examples=["version: 2\nethernets:\n  eth0: {dhcp4: true}\n"],
        ),
    ] = ""
    secret_ref: Annotated[
        CloudInitSecretRef | None,
        Field(description="A Secret that holds the data, for what must not stand in Git."),
    ] = None


class UserSpec(Authored):
    """An account that cloud-init creates."""

    name: Annotated[str, Field(pattern=USER_PATTERN, description="The login name.", examples=["admin"])]
    sudo: Annotated[
        str,
        Field(description="A sudo rule.", examples=["ALL=(ALL) NOPASSWD:ALL"]),
    ] = ""
    groups: Annotated[tuple[str, ...], Field(description="Groups to join.", examples=[["docker"]])] = ()
    ssh_keys: Annotated[
        tuple[KeyOrName, ...],
        Field(description="Names of SSHKeys, or public keys.", examples=[["ops"]]),
    ] = ()


PowerState = Literal["Running", "Halted"]
RunStrategy = Literal["Always", "Halted", "Manual", "RerunOnFailure", "Once"]
