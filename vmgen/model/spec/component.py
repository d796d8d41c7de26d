"""What KubeVirt and CDI have in common."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Authored, Dependency


class ComponentSpec(Authored):
    """Something that is installed from a release."""

    manage: Annotated[
        bool,
        Field(
            description="Whether vmgen writes its manifests. `false` if somebody else installs it.", examples=[False]
        ),
    ] = True
    depends_on: Annotated[
        tuple[Dependency, ...],
        Field(
            description="Flux Kustomizations to wait for; with `manage: false`, those that bring the component.",
            examples=[["infrastructure"]],
        ),
    ] = ()
