"""How KubeVirt itself is installed."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import Authored
from vmgen.model.spec.kubevirt_settings import (
    CertificateRotateStrategySpec,
    EnabledSpec,
    InfraSpec,
    LogVerbositySpec,
    RateLimitsSpec,
    TlsConfigurationSpec,
    WorkloadsSpec,
)


class InstallationSettings(Authored):
    """The parts of KubeVirt: where they run, and how."""

    infra: Annotated[
        InfraSpec | None, Field(description="virt-api and virt-controller.", examples=[{"replicas": 3}])
    ] = None
    workloads: Annotated[
        WorkloadsSpec | None,
        Field(
            description="virt-handler, which a node needs to run machines.",
            examples=[{"nodePlacement": {"nodeSelector": {"example.org/machines": "true"}}}],
        ),
    ] = None
    certificate_rotate_strategy: Annotated[
        CertificateRotateStrategySpec | None,
        Field(description="How certificates are renewed.", examples=[{"selfSigned": {"ca": {"duration": "168h"}}}]),
    ] = None
    tls_configuration: Annotated[
        TlsConfigurationSpec | None,
        Field(description="What KubeVirt's servers accept.", examples=[{"minTLSVersion": "VersionTLS12"}]),
    ] = None
    rate_limits: Annotated[
        RateLimitsSpec | None,
        Field(
            description="How much the components may ask of the API server.",
            examples=[{"controller": {"qps": 400, "burst": 600}}],
        ),
    ] = None
    log_verbosity: Annotated[
        LogVerbositySpec | None, Field(description="How much the components log.", examples=[{"virtHandler": 4}])
    ] = None
    role_aggregation_strategy: Annotated[
        Literal["AggregateToDefault", "Manual"] | None,
        Field(
            description="Whether `admin`, `edit` and `view` reach machines, or nobody does by itself. KubeVirt 1.8.",
            examples=["Manual"],
        ),
    ] = None
    common_instancetypes_deployment: Annotated[
        EnabledSpec | None,
        Field(description="Whether KubeVirt brings its instance types and preferences.", examples=[{"enabled": False}]),
    ] = None
    virt_template_deployment: Annotated[
        EnabledSpec | None,
        Field(description="Whether KubeVirt brings templates. KubeVirt 1.8.", examples=[{"enabled": False}]),
    ] = None
