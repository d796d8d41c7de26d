"""The nodes of a cluster."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import CPU_PATTERN, Architecture, Authored, Name, Quantity
from vmgen.model.spec.metadata import LabelKey, LabelValue
from vmgen.model.spec.node_devices import NodeDeviceSpec
from vmgen.model.spec.placement import TaintSpec


class NodeGroupSpec(Authored):
    """Nodes that are alike."""

    name: Annotated[Name, Field(description="The name of the group.", examples=["pi"])]
    architecture: Annotated[Architecture, Field(description="Their processor architecture.", examples=["arm64"])]
    count: Annotated[int, Field(ge=1, description="How many there are.", examples=[3])] = 1
    cpu: Annotated[
        str,
        Field(pattern=CPU_PATTERN, description="What one of them can give to machines: CPUs.", examples=["4"]),
    ] = ""
    memory: Annotated[
        Quantity,
        Field(description="What one of them can give to machines: memory.", examples=["7Gi"]),
    ] = ""
    labels: Annotated[
        dict[LabelKey, LabelValue],
        Field(
            description="Their labels, as far as machines select by them. Left out, they could have any.",
            examples=[{"example.org/disk": "nvme"}],
        ),
    ] = {}
    taints: Annotated[
        tuple[TaintSpec, ...],
        Field(
            description="Their taints. KubeVirt and CDI tolerate them where vmgen manages these.",
            examples=[[{"key": "example.org/gpu", "effect": "NoSchedule"}]],
        ),
    ] = ()
    devices: Annotated[
        tuple[NodeDeviceSpec, ...],
        Field(
            description="Devices that each of them offers to machines: KubeVirt permits these, and no others.",
            examples=[[{"resourceName": "nvidia.com/TU104GL_Tesla_T4", "pciVendorSelector": "10DE:1EB8"}]],
        ),
    ] = ()
