"""Hyper-V enlightenments, all or each by its name."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError

from vmgen.facts.hyperv import FEWEST_SPINLOCK_RETRIES, LONGEST_VENDOR, WINDOWS
from vmgen.model.spec.base import Authored


class HypervSpec(Authored):
    """Hyper-V enlightenments, by KubeVirt's names. What is needed for those that are on is added."""

    evmcs: Annotated[
        bool | None, Field(description="Faster virtual machines within the guest (Intel).", examples=[True])
    ] = None
    frequencies: Annotated[
        bool | None, Field(description="The guest reads how fast its clocks run.", examples=[True])
    ] = None
    ipi: Annotated[bool | None, Field(description="Cheap interrupts between processors.", examples=[True])] = None
    reenlightenment: Annotated[
        bool | None,
        Field(description="The guest is told when its clock changes, after a migration.", examples=[True]),
    ] = None
    relaxed: Annotated[
        bool | None,
        Field(description="No blue screen where a processor answers late.", examples=[True]),
    ] = None
    reset: Annotated[bool | None, Field(description="The guest restarts by a register.", examples=[True])] = None
    runtime: Annotated[
        bool | None, Field(description="The guest reads how long its processors ran.", examples=[True])
    ] = None
    spinlocks: Annotated[
        int | None,
        Field(
            ge=FEWEST_SPINLOCK_RETRIES,
            description="How often a lock is tried before the host may run another processor.",
            examples=[8191],
        ),
    ] = None
    synic: Annotated[bool | None, Field(description="An interrupt controller of its own.", examples=[True])] = None
    synictimer: Annotated[
        bool | None, Field(description="Timers of its own, which `synic` brings.", examples=[True])
    ] = None
    tlbflush: Annotated[
        bool | None, Field(description="Cheap changes of address tables on many processors.", examples=[True])
    ] = None
    vapic: Annotated[bool | None, Field(description="Cheap access to the APIC.", examples=[True])] = None
    vendorid: Annotated[
        str,
        Field(
            max_length=LONGEST_VENDOR,
            description="The hypervisor's name, for drivers that refuse to run on one.",
            examples=["AuthenticAMD"],
        ),
    ] = ""
    vpindex: Annotated[
        bool | None, Field(description="The guest reads the number of a processor.", examples=[True])
    ] = None


def _by_name(value: Any) -> Any:
    if isinstance(value, bool):
        return dict(WINDOWS) if value else None
    if isinstance(value, dict):
        return value
    raise PydanticKnownError("bool_type")


Hyperv = Annotated[HypervSpec | None, BeforeValidator(_by_name, json_schema_input_type=bool | HypervSpec)]
"""`true` stands for what Windows wants, `false` for none."""
