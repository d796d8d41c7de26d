from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, cluster_rule
from vmgen.diagnostics import Shows
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import Operator, operator_of_link


@cluster_rule("VM817", kind="Kustomization", at="spec.images", shows=Shows.IN_OPERATION, by_hand=True)
def unused_image_override(images: Any, link: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
    """A patch overrides images that no container has: nothing changes, and nobody says so.

    `images` reaches the containers of a manifest. Each manifest of KubeVirt and of CDI has one, that of the operator,
    which learns all other images from variables: they stay as they were. A name must be complete, with its registry.

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
            - {op: add, path: /spec/images, value: [{name: quay.io/kubevirt/cdi-importer, newTag: v1.66.0-amd64}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
    """
    if cluster is None:
        return
    operator = operator_of_link(cluster, link["metadata"]["name"])
    names = [one["name"] for one in images]
    unused = [name for name in names if operator is None or not operator.has_container_image(name)]
    if unused:
        count = f"{len(unused)} of {len(names)} entries hit nothing: " if len(names) > 1 else ""
        reason, cure = _reason(unused[0], operator)
        yield Finding(f"{count}{reason}", (names.index(unused[0]), "name"), cure)


def _reason(name: str, operator: Operator | None) -> tuple[str, str]:
    if operator is None:
        return f"no container in this folder has `{name}`", "remove `images`"
    image, deployment = name.rpartition("/")[2], operator.component.operator
    variable = next((one.name for one in operator.component.variables if one.image == image != deployment), "")
    if variable:
        reason = f"`{name}` is in the variable `{variable}` of `{deployment}`, which `images` does not reach"
        return reason, "remove them: all images follow from `version` and `registry` of the Cluster"
    complete = operator.place(deployment)
    reason = f"no container has `{name}`"
    return reason, f"the only one is `{complete}`; `version` and `registry` of the Cluster change it"
