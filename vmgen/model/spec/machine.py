"""Machine: what people write every day."""

from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from vmgen.model.spec.base import LABEL_PATTERN, Authored, LongName, Name, Quantity, at_most_one
from vmgen.model.spec.devices import DevicesSpec
from vmgen.model.spec.disk import DiskSpec
from vmgen.model.spec.domain import DomainSpec
from vmgen.model.spec.guest import CloudInitSpec, KeyOrName, PowerState, RunStrategy, SysprepSpec, UserSpec
from vmgen.model.spec.network import NetworkSpec
from vmgen.model.spec.patch import PatchSpec
from vmgen.model.spec.placement import PlacementSpec
from vmgen.model.spec.resources import ResourcesSpec

MOST_REPLICAS = 1000
"""Flux pays for each object of a Kustomization, and a number typed by mistake must not fill a disk."""

BootDevice = Literal["disk", "network", "cdrom"]


class ProtectionSpec(Authored):
    """What stays when the machine goes."""

    storage: Annotated[
        Literal["retain", "delete"],
        Field(description="Whether the disks stay when the machine is removed from the catalog.", examples=["delete"]),
    ] = "retain"


class MachineSpec(Authored):
    """A virtual machine."""

    template: Annotated[
        LongName,
        Field(
            description="The MachineTemplate that fills in what is not said here; small, medium, large are built in.",
            examples=["small"],
        ),
    ] = ""
    image: Annotated[Name, Field(description="The Image that the first disk is made from.", examples=["debian-13"])] = (
        ""
    )
    replicas: Annotated[
        int | None,
        Field(
            ge=0,
            le=MOST_REPLICAS,
            description="Makes as many machines of this one, `web-0`, `web-1` and so on; addresses count up.",
            examples=[3],
        ),
    ] = None
    resources: Annotated[ResourcesSpec, Field(description="CPU and memory.")]
    disks_policy: Annotated[
        Literal["merge", "replace"],
        Field(
            description="Whether the disks below are added to those of the template by name, or take their place.",
            examples=["replace"],
        ),
    ] = "merge"
    disks: Annotated[
        tuple[DiskSpec, ...],
        # KubeVirt takes 256, the one for cloud-init included.
        Field(
            max_length=255,
            description="Disks. They are merged with those of the template by name.",
            examples=[[{"name": "data"}]],
        ),
    ] = ()
    networks: Annotated[
        tuple[NetworkSpec, ...],
        Field(description="Network interfaces. Left out, one on the pod network.", examples=[[{"name": "eth0"}]]),
    ] = ()
    network_interface_multiqueue: Annotated[
        bool | None,
        Field(
            description="Whether virtio cards have a queue for each virtual CPU. Left out, if there are several.",
            examples=[False],
        ),
    ] = None
    boot_order: Annotated[
        tuple[BootDevice, ...],
        Field(description="Kinds of devices that the firmware tries, in this order.", examples=[["cdrom", "disk"]]),
    ] = ()
    hostname: Annotated[
        str,
        Field(pattern=LABEL_PATTERN, description="The name the guest gives itself: the machine's.", examples=["db"]),
    ] = ""
    ssh_keys: Annotated[
        tuple[KeyOrName, ...],
        Field(description="Who may log in as the image's user: names of SSHKeys, or public keys.", examples=[["ops"]]),
    ] = ()
    users: Annotated[
        tuple[UserSpec, ...],
        Field(description="Accounts that cloud-init creates.", examples=[[{"name": "admin"}]]),
    ] = ()
    cloud_init: Annotated[CloudInitSpec | None, Field(description="Data for cloud-init.")] = None
    sysprep: Annotated[SysprepSpec | None, Field(description="Answers for the setup of Windows.")] = None
    power_state: Annotated[PowerState | None, Field(description="Running or Halted.", examples=["Halted"])] = None
    run_strategy: Annotated[
        RunStrategy | None,
        Field(description="KubeVirt's own word instead of `powerState`.", examples=["RerunOnFailure"]),
    ] = None
    devices: Annotated[
        DevicesSpec, Field(default_factory=cache(DevicesSpec), description="Devices beside disks and interfaces.")
    ]
    domain: Annotated[DomainSpec, Field(default_factory=cache(DomainSpec), description="The virtual hardware.")]
    placement: Annotated[
        PlacementSpec, Field(default_factory=cache(PlacementSpec), description="Where the machine may run.")
    ]
    protection: Annotated[
        ProtectionSpec, Field(default_factory=cache(ProtectionSpec), description="What stays when the machine goes.")
    ]
    patches: Annotated[
        tuple[PatchSpec, ...],
        Field(
            description="Changes to what is written for the machine: free-form Kubernetes. They replace a template's.",
            examples=[[{"target": {"kind": "VirtualMachine"}, "operations": [{"op": "test", "path": "/kind"}]}]],
        ),
    ] = ()

    @model_validator(mode="after")
    def _one_guest(self) -> Self:
        at_most_one(self, "cloud_init", "sysprep")
        return self

    @model_validator(mode="after")
    def _one_power_switch(self) -> Self:
        at_most_one(self, "power_state", "run_strategy")
        return self


class CpuLimitsSpec(Authored):
    """The fewest and the most virtual CPUs."""

    min: Annotated[int | None, Field(ge=1, description="The fewest.", examples=[2])] = None
    max: Annotated[int | None, Field(ge=1, description="The most.", examples=[16])] = None


class MemoryLimitsSpec(Authored):
    """The least and the most memory."""

    min: Annotated[Quantity, Field(description="The least.", examples=["2Gi"])] = ""
    max: Annotated[Quantity, Field(description="The most.", examples=["64Gi"])] = ""


class LimitsSpec(Authored):
    """How far machines may go from the sizes of their template."""

    cpu: Annotated[
        CpuLimitsSpec | None,
        Field(description="Virtual CPUs: cores x threads x sockets.", examples=[{"max": 16}]),
    ] = None
    memory: Annotated[MemoryLimitsSpec | None, Field(description="Memory.", examples=[{"max": "64Gi"}])] = None


class MachineTemplateSpec(Authored):
    """A size, and anything else that machines have in common: every field of a Machine's spec but `template`.

    The model holds what a template has beside those fields. `kinds.PARTIALS` says that the rest is a partial Machine.
    """

    description: Annotated[str, Field(description="What the template is for.", examples=["databases"])] = ""
    override: Annotated[
        bool,
        Field(description="Replaces the built-in template of the same name.", examples=[True]),
    ] = False
    limits: Annotated[
        LimitsSpec | None,
        Field(
            description="How far machines may go from the sizes here.",
            examples=[{"cpu": {"min": 2, "max": 16}, "memory": {"max": "64Gi"}}],
        ),
    ] = None
    enabled: Annotated[bool, Field(description="Whether machines may use the template.", examples=[False])] = True
