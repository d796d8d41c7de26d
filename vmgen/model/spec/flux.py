"""Flux on a cluster: where it reads what is written here, and how it goes about it."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import PATH_PATTERN, Authored, Dependency, Duration, LongName, Name

SourceKind = Literal["GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"]
DeletionPolicy = Literal["MirrorPrune", "Delete", "WaitForTermination", "Orphan"]


class FluxSourceSpec(Authored):
    """The source object that Flux reads the output from."""

    kind: Annotated[SourceKind, Field(description="Its kind.", examples=["OCIRepository"])] = "GitRepository"
    name: Annotated[LongName, Field(description="Its name.", examples=["fleet"])] = "flux-system"
    namespace: Annotated[
        Name | None,
        Field(
            description="Its namespace. Left out, that of the Kustomizations, as a Flux that is locked down wants it.",
            examples=["flux-sources"],
        ),
    ] = None


class PaceSpec(Authored):
    """How often Flux looks at a link of the chain, how long it waits for it, and how soon it tries again."""

    interval: Annotated[
        Duration | None,
        Field(
            description="How often Flux looks, beside every commit. Left out: `1h` for the platform, else `10m`.",
            examples=["30m"],
        ),
    ] = None
    timeout: Annotated[
        Duration | None,
        Field(
            description="How long a step may take, below `interval`. Left out: `15m` for the platform, else `5m`.",
            examples=["20m"],
        ),
    ] = None
    retry_interval: Annotated[
        Duration | None,
        Field(description="How soon Flux tries again what failed. Left out, `2m`.", examples=["1m"]),
    ] = None


class LinkSpec(PaceSpec):
    """Pace and dependencies of links."""

    depends_on: Annotated[
        tuple[Dependency, ...],
        Field(description="More Flux Kustomizations to wait for.", examples=[["network-policies"]]),
    ] = ()


class MachineLinksSpec(LinkSpec):
    """The links that apply machines."""

    deletion_policy: Annotated[
        DeletionPolicy | None,
        Field(
            description="What becomes of machines whose Kustomization goes. Left out, they go with it; disks stay.",
            examples=["Orphan"],
        ),
    ] = None


class FluxSpec(Authored):
    """How Flux finds what is written here, and how it goes about it."""

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
    platform: Annotated[
        PaceSpec,
        Field(default_factory=cache(PaceSpec), description="The links of the platform: operators, CDI, KubeVirt."),
    ]
    machines: Annotated[
        MachineLinksSpec, Field(default_factory=cache(MachineLinksSpec), description="The links that apply machines.")
    ]
    links: Annotated[
        dict[LongName, LinkSpec],
        Field(
            description="Links by their names, each with what holds for it in place of `platform` or `machines`.",
            examples=[{"kubevirt-cdi": {"timeout": "30m"}}],
        ),
    ] = {}
