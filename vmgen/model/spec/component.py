"""What KubeVirt and CDI have in common."""

from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from vmgen.model.spec.base import (
    CPU_PATTERN,
    IMAGE_PREFIX_PATTERN,
    REGISTRY_PATTERN,
    Authored,
    Dependency,
    Duration,
    LongName,
    Quantity,
    Url,
    Version,
    exactly_one,
)
from vmgen.model.spec.metadata import LabelKey, LabelValue
from vmgen.model.spec.patch import PatchOperationSpec
from vmgen.model.spec.placement import TolerationSpec

Verbosity = Annotated[int, Field(ge=0, le=9)]
TlsVersion = Literal["VersionTLS10", "VersionTLS11", "VersionTLS12", "VersionTLS13"]


class NodePlacementSpec(Authored):
    """Where pods of the platform may run."""

    node_selector: Annotated[
        dict[LabelKey, LabelValue],
        Field(description="Labels that a node must have.", examples=[{"example.org/platform": "true"}]),
    ] = {}
    tolerations: Annotated[
        tuple[TolerationSpec, ...],
        Field(
            description="Taints of nodes that the pods put up with, beside those of `nodes`.",
            examples=[[{"key": "example.org/platform", "operator": "Exists"}]],
        ),
    ] = ()


class CertificateSpec(Authored):
    """How long a certificate lasts."""

    duration: Annotated[Duration, Field(description="For how long it is valid.", examples=["48h"])] = ""
    renew_before: Annotated[
        Duration, Field(description="How long before its end it is made anew.", examples=["24h"])
    ] = ""


class PodResourcesSpec(Authored):
    """Processor time and memory."""

    cpu: Annotated[str | None, Field(pattern=CPU_PATTERN, description="Processor time.", examples=["750m"])] = None
    memory: Annotated[Quantity | None, Field(description="Memory.", examples=["2Gi"])] = None


class PodResourceRequirementsSpec(Authored):
    """What a container gets."""

    requests: Annotated[
        PodResourcesSpec | None, Field(description="What it asks for.", examples=[{"memory": "600M"}])
    ] = None
    limits: Annotated[PodResourcesSpec | None, Field(description="The most.", examples=[{"memory": "2Gi"}])] = None


class ComponentPatchSpec(Authored):
    """A change that the operator makes to an object of its own."""

    resource_type: Annotated[str, Field(min_length=1, description="Its kind.", examples=["DaemonSet"])]
    resource_name: Annotated[
        str, Field(min_length=1, description="Its name, or `*` for all of the kind.", examples=["virt-handler"])
    ]
    type: Annotated[
        Literal["merge", "strategic"],
        Field(
            description="How `patch` is merged: by the rules of Kubernetes, or with every list whole.",
            examples=["merge"],
        ),
    ] = "strategic"
    patch: Annotated[
        dict[str, Any],
        Field(
            min_length=1,
            description="The part of it that changes.",
            examples=[{"metadata": {"labels": {"example.org/team": "platform"}}}],
        ),
    ] = {}
    operations: Annotated[
        tuple[PatchOperationSpec, ...],
        Field(
            min_length=1,
            description="What is done to it, instead.",
            examples=[[{"op": "remove", "path": "/spec/template/spec/priorityClassName"}]],
        ),
    ] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        exactly_one(self, "patch", "operations")
        return self


class CustomizeComponentsSpec(Authored):
    """Changes to what an operator installs. It makes them again whenever it installs anew."""

    patches: Annotated[
        tuple[ComponentPatchSpec, ...],
        Field(
            description="Changes to Deployments, DaemonSets and other objects: resources of their pods, say.",
            examples=[
                [
                    {
                        "resourceType": "DaemonSet",
                        "resourceName": "virt-handler",
                        "patch": {"metadata": {"labels": {"example.org/team": "platform"}}},
                    }
                ]
            ],
        ),
    ] = ()
    flags: Annotated[
        dict[str, dict[str, str]],
        Field(
            description="Options of the command line, by component: `api`, `controller`, and KubeVirt's `handler` or "
            "CDI's `uploadProxy`.",
            examples=[{"api": {"v": "5"}}],
        ),
    ] = {}


class ComponentSpec(Authored):
    """Something that is installed from a release."""

    version: Annotated[Version, Field(description="The release.")]
    release_url: Annotated[Url, Field(alias="releaseURL", description="Where the folder of each release is.")]
    manage: Annotated[
        bool,
        Field(
            description="Whether vmgen writes its manifests. `false` if somebody else installs it.", examples=[False]
        ),
    ] = True
    registry: Annotated[
        str,
        Field(
            pattern=REGISTRY_PATTERN,
            description="Where its images are, for a mirror. Left out, `quay.io/kubevirt`.",
            examples=["registry.example.org/kubevirt"],
        ),
    ] = ""
    image_prefix: Annotated[
        str,
        Field(
            pattern=IMAGE_PREFIX_PATTERN,
            description="What the names of its images start with in a mirror, before their own.",
            examples=["kubevirt-"],
        ),
    ] = ""
    depends_on: Annotated[
        tuple[Dependency, ...],
        Field(
            description="Flux Kustomizations to wait for; with `manage: false`, those that bring the component.",
            examples=[["infrastructure"]],
        ),
    ] = ()
    image_pull_policy: Annotated[
        Literal["Always", "IfNotPresent", "Never"],
        Field(description="When a node pulls images of the component.", examples=["Always"]),
    ] = "IfNotPresent"
    image_pull_secrets: Annotated[
        tuple[LongName, ...],
        Field(
            description="Secrets with the login of a registry, in the namespace of the component.",
            examples=[["registry-login"]],
        ),
    ] = ()
    customize_components: Annotated[
        CustomizeComponentsSpec,
        Field(
            default_factory=cache(CustomizeComponentsSpec),
            description="Changes to what the operator installs.",
            examples=[{"flags": {"api": {"v": "5"}}}],
        ),
    ]
