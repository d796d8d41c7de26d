"""Flux on a cluster: where it reads what is written here, and how it goes about it."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import PATH_PATTERN, Authored, Dependency, Duration, LongName, Name

SourceKind = Literal["GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"]
NotificationType = Literal[
    "alertmanager",
    "azuredevops",
    "azureeventhub",
    "bitbucket",
    "bitbucketserver",
    "datadog",
    "discord",
    "generic",
    "generic-hmac",
    "gitea",
    "giteapullrequestcomment",
    "github",
    "githubdispatch",
    "githubpullrequestcomment",
    "gitlab",
    "gitlabmergerequestcomment",
    "googlechat",
    "googlepubsub",
    "grafana",
    "lark",
    "matrix",
    "msteams",
    "nats",
    "opsgenie",
    "otel",
    "rocket",
    "sentry",
    "slack",
    "telegram",
    "webex",
    "zulip",
]
"""All of Flux's but `pagerduty`, whose `channel` is a key that a Provider cannot take from a Secret."""

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
    prune: Annotated[
        bool | None,
        Field(
            description="Whether Flux deletes what goes from the tree. `false` while machines move to a shard.",
            examples=[False],
        ),
    ] = None


class MachineLinksSpec(LinkSpec):
    """The links that apply machines."""

    deletion_policy: Annotated[
        DeletionPolicy | None,
        Field(
            description="What becomes of machines whose link goes. Left out, they go with it; disks stay.",
            examples=["Orphan"],
        ),
    ] = None
    power_by_hand: Annotated[
        bool,
        Field(
            description="Whether people start and stop machines with `virtctl`, and Flux leaves it so. Needs Flux 2.9.",
            examples=[True],
        ),
    ] = False


class NotificationSpec(Authored):
    """Where Flux tells what becomes of the links: a Provider and an Alert."""

    name: Annotated[Name, Field(description="The name of both.", examples=["chat"])]
    type: Annotated[
        NotificationType, Field(description="What is told, as Flux's Provider calls it.", examples=["slack"])
    ]
    address: Annotated[
        str,
        Field(
            max_length=2048,
            description="Where it is, if that is no secret. Left out, the key `address` of the Secret.",
            examples=["http://alertmanager.monitoring:9093/api/v2/alerts"],
        ),
    ] = ""
    channel: Annotated[
        str, Field(max_length=2048, description="The channel, room or topic there.", examples=["machines"])
    ] = ""
    secret_ref: Annotated[
        LongName,
        Field(
            description="The Secret with `address`, `token` and the like, in the namespace of the Kustomizations.",
            examples=["chat-webhook"],
        ),
    ] = ""
    severity: Annotated[
        Literal["info", "error"],
        Field(description="`error` for what goes wrong, `info` for all that happens.", examples=["info"]),
    ] = "error"
    exclude: Annotated[
        tuple[Annotated[str, Field(min_length=1)], ...],
        Field(
            description="Messages that are not told: regular expressions of Go.",
            examples=[["^dependencies do not meet ready condition"]],
        ),
    ] = ()


class TenancySpec(Authored):
    """Rights of Flux where it is locked down: a ServiceAccount for the machines of each namespace."""

    platform_service_account: Annotated[
        LongName,
        Field(
            description="The ServiceAccount that installs the platform, beside Flux. Left out, Flux's own choice.",
            examples=["kustomize-controller"],
        ),
    ] = ""


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
    shards: Annotated[
        dict[Name, Annotated[int, Field(ge=1, le=100)]],
        Field(
            description="Into how many Kustomizations the machines of a namespace are split. Left out, one.",
            examples=[{"web": 4}],
        ),
    ] = {}
    tenancy: Annotated[
        TenancySpec | None,
        Field(
            description="Applies the machines of each namespace with rights in that namespace only; `{}` is enough.",
            examples=[{"platformServiceAccount": "kustomize-controller"}],
        ),
    ] = None
    notifications: Annotated[
        tuple[NotificationSpec, ...],
        Field(
            description="Where Flux tells what becomes of the links.",
            examples=[[{"name": "chat", "type": "slack", "channel": "machines", "secretRef": "chat-webhook"}]],
        ),
    ] = ()
