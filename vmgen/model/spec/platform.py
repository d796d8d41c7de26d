"""What a cluster has beside KubeVirt and CDI: Kubernetes itself, Secrets, Flux."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import KUBERNETES_VERSION_PATTERN, PATH_PATTERN, Authored, LongName, Name


class KubernetesSpec(Authored):
    """Kubernetes itself, which somebody else installs."""

    version: Annotated[
        str,
        Field(
            pattern=KUBERNETES_VERSION_PATTERN,
            description="What the cluster runs, in quotes. Left out, KubeVirt is not held against it.",
            examples=["1.35"],
        ),
    ] = ""


class SecretsSpec(Authored):
    """How Secrets get into the cluster."""

    decryption_secret: Annotated[
        LongName,
        Field(
            description="The Secret with the private key for SOPS, in the namespace of Flux; none for a key store.",
            examples=["sops-age"],
        ),
    ] = ""
    depends_on: Annotated[
        tuple[LongName, ...],
        Field(
            description="Flux Kustomizations that bring External Secrets or Sealed Secrets: machines wait for them.",
            examples=[["external-secrets"]],
        ),
    ] = ()


class FluxSourceSpec(Authored):
    """The source object that Flux reads the output from."""

    kind: Annotated[
        Literal["GitRepository", "OCIRepository", "Bucket"],
        Field(description="Its kind.", examples=["OCIRepository"]),
    ] = "GitRepository"
    name: Annotated[LongName, Field(description="Its name.", examples=["fleet"])] = "flux-system"


class FluxSpec(Authored):
    """How Flux finds what is written here."""

    namespace: Annotated[Name, Field(description="The namespace of its Kustomizations.", examples=["flux-system"])] = (
        "flux-system"
    )
    source: Annotated[FluxSourceSpec, Field(default_factory=cache(FluxSourceSpec), description="The source object.")]
    path: Annotated[
        str,
        Field(
            pattern=PATH_PATTERN,
            description="Where the output folder is within the source. Left out, the same as in the repository.",
            examples=["./clusters/homelab"],
        ),
    ] = ""
    extra_resources: Annotated[
        tuple[Annotated[str, Field(pattern=PATH_PATTERN)], ...],
        Field(
            description="Folders and files beside the output that the root lists too, such as Flux's own.",
            examples=[["flux-system"]],
        ),
    ] = ()
