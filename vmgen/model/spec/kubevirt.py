"""KubeVirt on a cluster."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Url, Version
from vmgen.model.spec.component import ComponentSpec
from vmgen.model.spec.kubevirt_installation import InstallationSettings
from vmgen.model.spec.kubevirt_machines import MachineSettings
from vmgen.model.spec.migrations import UpdateSettings


class KubeVirtSpec(InstallationSettings, UpdateSettings, MachineSettings, ComponentSpec):
    """KubeVirt."""

    version: Annotated[Version, Field(description="The release.", examples=["v1.9.0"])]
    release_url: Annotated[
        Url,
        Field(
            alias="releaseURL",
            description="Where the folder of each release is, for a mirror.",
            examples=["https://mirror.example.org/kubevirt"],
        ),
    ] = "https://github.com/kubevirt/kubevirt/releases/download"
    feature_gates: Annotated[
        tuple[str, ...],
        Field(
            description="Feature gates to switch on; with `manage: false`, those that are on.",
            examples=[["HostDisk"]],
        ),
    ] = ()
    disabled_feature_gates: Annotated[
        tuple[str, ...],
        Field(
            description="Feature gates to switch off that are on by default. From KubeVirt 1.8 on.",
            examples=[["VideoConfig"]],
        ),
    ] = ()
