"""CDI on a cluster."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Url, Version
from vmgen.model.spec.component import ComponentSpec


class CDISpec(ComponentSpec):
    """CDI, the Containerized Data Importer."""

    version: Annotated[Version, Field(description="The release.", examples=["v1.66.0"])]
    release_url: Annotated[
        Url,
        Field(
            alias="releaseURL",
            description="Where the folder of each release is, for a mirror.",
            examples=["https://mirror.example.org/cdi"],
        ),
    ] = "https://github.com/kubevirt/containerized-data-importer/releases/download"
