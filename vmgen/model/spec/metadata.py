"""The metadata that an author may write."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import LABEL_PATTERN, Authored, LongName

_PREFIX = r"([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
LABEL_KEY_PATTERN = rf"^{_PREFIX}[A-Za-z0-9]([-A-Za-z0-9_.]{{0,61}}[A-Za-z0-9])?$"
LABEL_VALUE_PATTERN = r"^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$"

CLUSTER_LABEL = "cluster.vitistack.io/cluster-name"
TEMPLATE_LABEL = "vitistack.io/machine-template"

LabelKey = Annotated[str, Field(pattern=LABEL_KEY_PATTERN)]
LabelValue = Annotated[str, Field(pattern=LABEL_VALUE_PATTERN)]


class Metadata(Authored):
    """Who an object is."""

    name: Annotated[
        LongName,
        Field(description="The name; what Kubernetes objects are named after.", examples=["web"]),
    ]
    namespace: Annotated[
        str,
        Field(
            pattern=LABEL_PATTERN,
            description="The namespace of the machine. Left out, the one that its Cluster names, else `default`.",
            examples=["web"],
        ),
    ] = "default"
    labels: Annotated[
        dict[LabelKey, LabelValue],
        Field(
            description="Labels of what is rendered. `cluster.vitistack.io/cluster-name` names a machine's Cluster.",
            examples=[{CLUSTER_LABEL: "homelab"}],
        ),
    ] = {}
    annotations: Annotated[
        dict[LabelKey, str],
        Field(description="Annotations for the VirtualMachine.", examples=[{"example.org/owner": "web-team"}]),
    ] = {}
