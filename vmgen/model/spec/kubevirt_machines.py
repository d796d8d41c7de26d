"""What KubeVirt does for all machines of a cluster."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import CPU_PATTERN, RATIO_PATTERN, Architecture, Authored, LongName
from vmgen.model.spec.kubevirt_settings import (
    ChangedBlockTrackingSpec,
    DiskVerificationSpec,
    EnabledSpec,
    KsmConfigurationSpec,
    LabelSelectorSpec,
    MediatedDevicesSpec,
    SmbiosSpec,
    SupportContainerSpec,
    VirtualMachineOptionsSpec,
)


class MachineSettings(Authored):
    """What holds for all machines, and what those get that do not say."""

    emulated_machines: Annotated[
        dict[Architecture, tuple[Annotated[str, Field(min_length=1)], ...]],
        Field(
            description="Machine types that machines may have beside KubeVirt's own, by architecture; `*` is anything.",
            examples=[{"amd64": ["pc-i440fx-*"]}],
        ),
    ] = {}
    machine_type: Annotated[
        dict[Architecture, Annotated[str, Field(min_length=1)]],
        Field(
            description="The machine type of machines that name none, by architecture.",
            examples=[{"amd64": "pc-q35-rhel9.4.0"}],
        ),
    ] = {}
    cpu_model: Annotated[
        str,
        Field(
            description="The processor of machines that name none, on amd64 and s390x. Left out, that of their node.",
            examples=["Skylake-Server-v4"],
        ),
    ] = ""
    min_cpu_model: Annotated[
        str,
        Field(
            alias="minCPUModel",
            description="The oldest processor on whose features nodes are told apart.",
            examples=["Penryn"],
        ),
    ] = ""
    obsolete_cpu_models: Annotated[
        dict[str, bool],
        Field(
            alias="obsoleteCPUModels",
            description="Processors that no machine gets any more; with `false`, one of KubeVirt's list that it may.",
            examples=[{"Westmere": True}],
        ),
    ] = {}
    cpu_request: Annotated[
        str,
        Field(
            pattern=CPU_PATTERN, description="The processor time that a machine asks for by default.", examples=["200m"]
        ),
    ] = ""
    cpu_allocation_ratio: Annotated[
        int | None,
        Field(
            ge=1, description="How many virtual processors share a real one. KubeVirt's default is 10.", examples=[4]
        ),
    ] = None
    memory_overcommit: Annotated[
        int | None,
        Field(
            ge=1,
            description="What machines see of their memory, in per cent of what they ask the node for.",
            examples=[150],
        ),
    ] = None
    additional_guest_memory_overhead_ratio: Annotated[
        str,
        Field(
            pattern=RATIO_PATTERN,
            description="By how much what KubeVirt reserves beside the memory of a machine is multiplied, in quotes.",
            examples=["1.25"],
        ),
    ] = ""
    virtual_machine_instances_per_node: Annotated[
        int | None, Field(ge=1, description="How many machines a node takes.", examples=[250])
    ] = None
    virtual_machine_options: Annotated[
        VirtualMachineOptionsSpec | None,
        Field(description="What is switched off for all machines.", examples=[{"disableSerialConsoleLog": True}]),
    ] = None
    smbios: Annotated[
        SmbiosSpec | None,
        Field(description="What machines say about their hardware.", examples=[{"manufacturer": "Example"}]),
    ] = None
    mem_balloon_stats_period: Annotated[
        int | None,
        Field(ge=0, description="Seconds from one look at a machine's memory to the next; 0 is never.", examples=[30]),
    ] = None
    default_network_interface: Annotated[
        Literal["masquerade", "bridge"] | None,
        Field(
            description="How machines that somebody else writes are connected if they do not say.",
            examples=["masquerade"],
        ),
    ] = None
    permit_bridge_interface_on_pod_network: Annotated[
        bool,
        Field(
            description="Whether a machine may be bridged to the pod network. `false` is for clusters of many tenants.",
            examples=[False],
        ),
    ] = True
    default_runtime_class: Annotated[
        LongName, Field(description="The RuntimeClass of the pods that machines run in.", examples=["kata"])
    ] = ""
    auto_cpu_limit_namespace_label_selector: Annotated[
        LabelSelectorSpec | None,
        Field(
            alias="autoCPULimitNamespaceLabelSelector",
            description="Namespaces in which machines get a limit of processor time, for quotas that want one.",
            examples=[{"matchLabels": {"example.org/quota": "true"}}],
        ),
    ] = None
    mediated_devices_configuration: Annotated[
        MediatedDevicesSpec | None,
        Field(
            description="Parts of devices that KubeVirt makes on nodes.",
            examples=[{"mediatedDeviceTypes": ["nvidia-222"]}],
        ),
    ] = None
    ksm_configuration: Annotated[
        KsmConfigurationSpec | None,
        Field(
            description="Nodes on which the kernel shares equal pages of memory.",
            examples=[{"nodeLabelSelector": {"matchLabels": {"example.org/ksm": "true"}}}],
        ),
    ] = None
    vm_state_storage_class: Annotated[
        LongName,
        Field(
            description="Where a TPM and UEFI keep their state: a class, an alias, or `default` for the cluster's own.",
            examples=["fast"],
        ),
    ] = ""
    minimum_reserve_pvc_bytes: Annotated[
        int | None,
        Field(
            ge=0,
            alias="minimumReservePVCBytes",
            description="Bytes of a volume that stay free when KubeVirt makes a disk in it.",
            examples=[131072],
        ),
    ] = None
    pvc_tolerate_less_space_up_to_percent: Annotated[
        int | None,
        Field(ge=0, le=100, description="How much smaller than asked for a claim may be, in per cent.", examples=[5]),
    ] = None
    disk_verification: Annotated[
        DiskVerificationSpec | None,
        Field(description="The look at container disks before a machine starts.", examples=[{"memoryLimit": "2G"}]),
    ] = None
    support_container_resources: Annotated[
        tuple[SupportContainerSpec, ...],
        Field(
            description="What containers beside machines get, for quotas that count them.",
            examples=[[{"type": "sidecar", "resources": {"limits": {"cpu": "50m", "memory": "64M"}}}]],
        ),
    ] = ()
    selinux_launcher_type: Annotated[
        str,
        Field(description="The SELinux type of the pods that machines run in.", examples=["virt_launcher.process"]),
    ] = ""
    changed_block_tracking_label_selectors: Annotated[
        ChangedBlockTrackingSpec | None,
        Field(
            description="Machines whose changed blocks are tracked, for incremental backups. KubeVirt 1.7.",
            examples=[{"virtualMachineLabelSelector": {"matchLabels": {"example.org/backup": "true"}}}],
        ),
    ] = None
    persistent_reservation_configuration: Annotated[
        EnabledSpec | None,
        Field(
            description="Whether machines may reserve LUNs. KubeVirt 1.9; before, a feature gate does it.",
            examples=[{"enabled": True}],
        ),
    ] = None
    use_emulation: Annotated[
        bool,
        Field(description="Runs machines without KVM, slowly: for tests only.", examples=[True]),
    ] = False
