"""Where a machine may run, and what nodes say about themselves."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import Architecture, Authored, LongName
from vmgen.model.spec.metadata import LabelKey, LabelValue

Effect = Literal["NoSchedule", "PreferNoSchedule", "NoExecute"]


class TaintSpec(Authored):
    """A taint of nodes: who does not tolerate it stays away."""

    key: Annotated[LabelKey, Field(description="Its key.", examples=["example.org/gpu"])]
    value: Annotated[LabelValue, Field(description="Its value.", examples=["a100"])] = ""
    effect: Annotated[
        Effect,
        Field(description="What it does to those who do not tolerate it.", examples=["NoSchedule"]),
    ]


class TolerationSpec(Authored):
    """A taint that the machine puts up with, in the words of Kubernetes."""

    key: Annotated[
        LabelKey,
        Field(description="The key of the taint. Left out with `Exists`, every taint.", examples=["example.org/gpu"]),
    ] = ""
    operator: Annotated[
        Literal["Equal", "Exists"],
        Field(description="Whether the value counts.", examples=["Exists"]),
    ] = "Equal"
    value: Annotated[LabelValue, Field(description="The value of the taint.", examples=["a100"])] = ""
    effect: Annotated[
        Effect | None,
        Field(description="The effect of the taint. Left out, any.", examples=["NoSchedule"]),
    ] = None
    toleration_seconds: Annotated[
        int | None,
        Field(ge=0, description="With `NoExecute`: for how long. Left out, for ever.", examples=[300]),
    ] = None


class PlacementSpec(Authored):
    """Where a machine may run."""

    architecture: Annotated[
        Architecture | None,
        Field(
            description="The processor architecture. Left out, the one of the nodes, if they share one.",
            examples=["arm64"],
        ),
    ] = None
    node_selector: Annotated[
        dict[LabelKey, LabelValue],
        Field(description="Labels that a node must have.", examples=[{"example.org/disk": "nvme"}]),
    ] = {}
    tolerations: Annotated[
        tuple[TolerationSpec, ...],
        Field(
            description="Taints of nodes that the machine puts up with.",
            examples=[[{"key": "example.org/gpu", "operator": "Exists"}]],
        ),
    ] = ()
    priority_class: Annotated[
        LongName,
        Field(
            description="A PriorityClass of the cluster: which machines go first where there is too little room.",
            examples=["production"],
        ),
    ] = ""

    @property
    def is_anywhere(self) -> bool:
        """Whether any node of the architecture will do that has no taint."""
        return not (self.node_selector or self.tolerations)
