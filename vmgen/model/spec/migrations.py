"""How running machines are moved, and changed, on a cluster."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import Authored, Duration, LongName, Quantity
from vmgen.model.spec.metadata import LabelKey


class WorkloadUpdateStrategySpec(Authored):
    """What becomes of running machines when KubeVirt itself is updated, and of changes that need a migration."""

    workload_update_methods: Annotated[
        tuple[Literal["LiveMigrate", "Evict"], ...],
        Field(
            description="`LiveMigrate` moves a machine, `Evict` stops it if it cannot move. None leaves it as it is.",
            examples=[["LiveMigrate", "Evict"]],
        ),
    ] = ()
    batch_eviction_size: Annotated[
        int | None, Field(ge=1, description="How many are evicted at once. KubeVirt's default is 10.", examples=[5])
    ] = None
    batch_eviction_interval: Annotated[
        Duration, Field(description="The time between one batch and the next.", examples=["1m0s"])
    ] = ""


class LiveUpdateSpec(Authored):
    """How far a running machine can grow."""

    max_hotplug_ratio: Annotated[
        int | None, Field(ge=1, description="How many times its memory and sockets. The default is 4.", examples=[2])
    ] = None
    max_cpu_sockets: Annotated[
        int | None, Field(ge=1, description="How many sockets, whatever it has.", examples=[16])
    ] = None
    max_guest: Annotated[Quantity | None, Field(description="How much memory, whatever it has.", examples=["64Gi"])] = (
        None
    )


class MigrationsSpec(Authored):
    """Live migrations: how many, how fast, and what is done about those that do not end."""

    network: Annotated[
        LongName,
        Field(
            description="A NetworkAttachmentDefinition in KubeVirt's namespace, for migrations alone. While it is not "
            "there, virt-handler does not start.",
            examples=["migration"],
        ),
    ] = ""
    bandwidth_per_migration: Annotated[
        Quantity | None, Field(description="The most that one takes, in a second.", examples=["256Mi"])
    ] = None
    parallel_migrations_per_cluster: Annotated[
        int | None, Field(ge=1, description="How many at once. KubeVirt's default is 5.", examples=[10])
    ] = None
    parallel_outbound_migrations_per_node: Annotated[
        int | None, Field(ge=1, description="How many at once away from one node. The default is 2.", examples=[4])
    ] = None
    completion_timeout_per_gi_b: Annotated[
        int | None,
        Field(
            ge=0,
            alias="completionTimeoutPerGiB",
            description="Seconds that it may take for each GiB of memory and local disks.",
            examples=[150],
        ),
    ] = None
    progress_timeout: Annotated[
        int | None, Field(ge=0, description="Seconds without progress after which it is given up.", examples=[300])
    ] = None
    utility_volumes_timeout: Annotated[
        int | None,
        Field(ge=0, description="Seconds that it waits for utility volumes to go. KubeVirt 1.8.", examples=[300]),
    ] = None
    max_downtime_ms: Annotated[
        int | None,
        Field(
            ge=1, description="Milliseconds that the machine may stand still at its end. KubeVirt 1.9.", examples=[500]
        ),
    ] = None
    allow_auto_converge: Annotated[
        bool | None, Field(description="Slows the machine down until the migration can end.", examples=[True])
    ] = None
    allow_post_copy: Annotated[
        bool | None,
        Field(description="Moves first and copies then: it always ends, and a broken network kills.", examples=[True]),
    ] = None
    allow_workload_disruption: Annotated[
        bool | None,
        Field(description="Pauses the machine where time runs out, rather than giving up.", examples=[True]),
    ] = None
    node_drain_taint_key: Annotated[
        LabelKey | None,
        Field(description="The taint of a node that machines are to leave.", examples=["example.org/drain"]),
    ] = None


class UpdateSettings(Authored):
    """What becomes of running machines when nodes, KubeVirt or they themselves change."""

    eviction_strategy: Annotated[
        Literal["None", "LiveMigrate", "LiveMigrateIfPossible", "External"] | None,
        Field(
            description="What becomes of machines on a node that is drained. KubeVirt's default is `None`: they stop.",
            examples=["LiveMigrateIfPossible"],
        ),
    ] = None
    migrations: Annotated[
        MigrationsSpec | None, Field(description="Live migrations.", examples=[{"parallelMigrationsPerCluster": 10}])
    ] = None
    vm_rollout_strategy: Annotated[
        Literal["LiveUpdate", "Stage"] | None,
        Field(
            description="Whether changes reach running machines as far as they can, or wait for the next start.",
            examples=["Stage"],
        ),
    ] = None
    live_update_configuration: Annotated[
        LiveUpdateSpec | None, Field(description="How far a running machine can grow.", examples=[{"maxGuest": "64Gi"}])
    ] = None
    workload_update_strategy: Annotated[
        WorkloadUpdateStrategySpec | None,
        Field(
            description="What becomes of running machines when KubeVirt is updated.",
            examples=[{"workloadUpdateMethods": ["LiveMigrate", "Evict"]}],
        ),
    ] = None
