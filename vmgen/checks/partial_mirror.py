from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, cluster_rule
from vmgen.diagnostics import Severity, Shows
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import operator_of_link


@cluster_rule(
    "VM819",
    kind="Kustomization",
    at="spec.images[]",
    shows=Shows.AT_START,
    severity=Severity.WARNING,
    by_hand=True,
)
def partial_mirror(image: Any, link: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
    """A patch takes the operator from a mirror, and everything that it starts from where it was.

    The operator learns the other images from its variables, which `images` does not reach. Where nodes cannot reach
    the registry itself, these pods stay in `ImagePullBackOff`.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
          patches:
          - target: {kind: Kustomization, name: kubevirt-cdi}
            operations:
            - op: add
              path: /spec/images
              value: [{name: quay.io/kubevirt/cdi-operator, newName: registry.example.org/kubevirt/cdi-operator}]

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi:
            version: v1.66.0
            releaseURL: https://mirror.example.org/cdi
            registry: registry.example.org/kubevirt
    """
    operator = operator_of_link(cluster, link["metadata"]["name"]) if cluster is not None else None
    place = image.get("newName", "")
    if operator is None or not place or not operator.has_container_image(image["name"]):
        return
    if place != operator.place(operator.component.operator):
        registry = place.rpartition("/")[0]
        message = f"`{operator.component.operator}` alone comes from `{registry}`: what it starts does not"
        help_ = f"remove it, and write `registry: {registry}` under `{operator.component.name}` of the Cluster"
        yield Finding(message, ("newName",), help_)
