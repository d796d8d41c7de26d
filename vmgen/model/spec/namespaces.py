"""Where machines are within a cluster."""

from typing import Annotated, Literal

from pydantic import Field

from vmgen.model.spec.base import LABEL_PATTERN, Authored


class NamespacesSpec(Authored):
    """Where machines are within a cluster."""

    default: Annotated[
        str,
        Field(
            pattern=LABEL_PATTERN,
            description="The namespace of machines that name none. Left out, `default`. A SecretRef names its own.",
            examples=["machines"],
        ),
    ] = ""
    allowed: Annotated[
        tuple[Annotated[str, Field(min_length=1)], ...],
        Field(
            description="The namespaces that machines may be in; `*` is anything. Left out, all.",
            examples=[["web", "team-*"]],
        ),
    ] = ()
    pod_security: Annotated[
        Literal["privileged", "baseline", "restricted"] | None,
        Field(
            description="The Pod Security level that the cluster enforces in them. Left out, the cluster's own.",
            examples=["privileged"],
        ),
    ] = None
