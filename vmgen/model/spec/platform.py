"""What a cluster has beside KubeVirt and CDI: Kubernetes itself, Secrets."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import KUBERNETES_VERSION_PATTERN, Authored, Dependency, LongName


class KubernetesSpec(Authored):
    """Kubernetes itself, which somebody else installs."""

    version: Annotated[
        str,
        Field(
            pattern=KUBERNETES_VERSION_PATTERN,
            description="What the cluster runs, in quotes. Left out, KubeVirt is not held against it.",
            examples=["1.35"],
        ),
    ] = ""
    hosted_control_plane: Annotated[
        bool,
        Field(
            description="Whether the control plane runs elsewhere: no node has its label, which KubeVirt asks for.",
            examples=[True],
        ),
    ] = False


class SecretsSpec(Authored):
    """How Secrets get into the cluster."""

    decryption_secret: Annotated[
        LongName,
        Field(
            description="The Secret with the private key for SOPS, in the namespace of Flux; none for a key store.",
            examples=["sops-age"],
        ),
    ] = ""
    depends_on: Annotated[
        tuple[Dependency, ...],
        Field(
            description="Flux Kustomizations that bring External Secrets or Sealed Secrets: machines wait for them.",
            examples=[["external-secrets"]],
        ),
    ] = ()
