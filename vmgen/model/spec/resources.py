"""CPU and memory."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Authored, Quantity


class CpuSpec(Authored):
    """The CPU topology that the guest sees. It has cores x threads x sockets virtual CPUs."""

    cores: Annotated[int, Field(ge=1, le=256, description="Cores for each socket.", examples=[2])]
    threads: Annotated[int, Field(ge=1, le=8, description="Threads for each core.", examples=[1])] = 1
    sockets: Annotated[int, Field(ge=1, le=16, description="Sockets.", examples=[1])] = 1

    @property
    def vcpus(self) -> int:
        return self.cores * self.threads * self.sockets


class MemorySpec(Authored):
    """Memory."""

    size: Annotated[Quantity, Field(description="The memory that the guest sees.", examples=["4Gi"])]


class ResourcesSpec(Authored):
    """What a machine takes from its node."""

    cpu: Annotated[CpuSpec, Field(description="The CPU topology that the guest sees.")]
    memory: Annotated[MemorySpec, Field(description="Memory.")]
