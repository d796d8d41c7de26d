"""CPU and memory."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import CPU_PATTERN, Authored, Quantity


class CpuSpec(Authored):
    """The CPU topology that the guest sees. It has cores x threads x sockets virtual CPUs."""

    cores: Annotated[
        int,
        Field(
            ge=1,
            le=256,
            description="Cores for each socket, and not in all: a machine has cores x threads x sockets.",
            examples=[2],
        ),
    ]
    threads: Annotated[int, Field(ge=1, le=8, description="Threads for each core.", examples=[1])] = 1
    sockets: Annotated[int, Field(ge=1, le=16, description="Sockets.", examples=[1])] = 1
    model: Annotated[
        str,
        Field(
            description="The processor that the guest sees: a model of libvirt, `host-model` or `host-passthrough`. "
            "Left out, KubeVirt decides.",
            examples=["Skylake-Server"],
        ),
    ] = ""

    @property
    def vcpus(self) -> int:
        return self.cores * self.threads * self.sockets


class MemorySpec(Authored):
    """Memory."""

    size: Annotated[Quantity, Field(description="The memory that the guest sees.", examples=["4Gi"])]


class AmountsSpec(Authored):
    """Amounts of CPU and memory."""

    cpu: Annotated[str, Field(pattern=CPU_PATTERN, description="CPUs, or thousandths.", examples=["500m"])] = ""
    memory: Annotated[Quantity, Field(description="Memory, with what KubeVirt itself needs.", examples=["4Gi"])] = ""


class ResourcesSpec(Authored):
    """What a machine takes from its node."""

    cpu: Annotated[CpuSpec, Field(description="The CPU topology that the guest sees.")]
    memory: Annotated[MemorySpec, Field(description="Memory.")]
    requests: Annotated[
        AmountsSpec | None,
        Field(
            description="What a node must have free. Left out, the guest's memory and a tenth of each virtual CPU.",
            examples=[{"cpu": "2", "memory": "4Gi"}],
        ),
    ] = None
    limits: Annotated[
        AmountsSpec | None,
        Field(description="What the machine gets at most. Left out, no limit.", examples=[{"cpu": "4"}]),
    ] = None
