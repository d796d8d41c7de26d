"""What the guest finds when it boots: cloud-init, users, keys."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vmgen.model.spec.base import USER_PATTERN, Authored, LongName, at_most_one

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


class NetworkDataSecretRef(CloudInitSecretRef):
    """A key of a Secret that holds network data."""

    key: Annotated[
        str,
        Field(min_length=1, description="`networkdata`: KubeVirt reads no other key.", examples=["networkdata"]),
    ] = "networkdata"


class CloudInitSpec(Authored):
    """Data for cloud-init, on a small disk of its own.

    What is larger than a VirtualMachine carries goes into a Secret `<machine>-cloudinit`. All of it is read when the
    machine starts: a running one sees a change after a restart, and nothing says that it waits for one.
    """

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
    network_data_secret_ref: Annotated[
        NetworkDataSecretRef | None,
        Field(description="A Secret that holds the network data."),
    ] = None
    user_data_base64: Annotated[
        str,
        Field(
            description="User data in base64, also of a gzip file; the same as `userData` in every other way.",
            examples=["I2Nsb3VkLWNvbmZpZwpwYWNrYWdlczogW2N1cmxdCg=="],
        ),
    ] = ""
    type: Annotated[
        Literal["noCloud", "configDrive"],
        Field(
            description="The data source: `configDrive` is OpenStack's, and has network data in JSON.",
            examples=["configDrive"],
        ),
    ] = "noCloud"
    device: Annotated[
        Literal["disk", "cdrom"],
        Field(description="How the guest sees the disk with the data.", examples=["cdrom"]),
    ] = "disk"
    instance_seed: Annotated[
        str,
        Field(
            max_length=63,
            description="Any text. Another one makes the guest a new instance: cloud-init starts from the beginning.",
            examples=["2"],
        ),
    ] = ""

    @model_validator(mode="after")
    def _one_user_data(self) -> Self:
        at_most_one(self, "user_data", "user_data_base64")
        return self


class SysprepSecretRef(Authored):
    """A Secret with an answer file."""

    name: Annotated[
        LongName, Field(description="The name of a SecretRef in the machine's namespace.", examples=["desktop-answers"])
    ]


class SysprepSpec(Authored):
    """Answers for the setup of Windows, on a CD-ROM of their own."""

    secret_ref: Annotated[
        SysprepSecretRef,
        Field(description="A Secret with the key `autounattend.xml` or `unattend.xml`."),
    ]


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
