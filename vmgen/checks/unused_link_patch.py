import re
from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, cluster_rule
from vmgen.diagnostics import Shows
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import operator_of_link


@cluster_rule("VM818", kind="Kustomization", at="spec.patches[]", shows=Shows.IN_OPERATION, by_hand=True)
def unused_link_patch(patch: Any, link: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
    """A patch for Flux aims at an object that its link does not apply: nothing changes, and nobody says so.

    A release brings its operator; the operator makes the rest when it runs, out of reach of Flux. The KubeVirt and the
    CDI object have `customizeComponents` for that.

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
              path: /spec/patches
              value:
              - target: {kind: Deployment, name: cdi-deployment}
                patch: '[{op: add, path: /spec/replicas, value: 2}]'

    Instead:
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
              path: /spec/patches
              value:
              - target: {kind: Deployment, name: cdi-operator}
                patch: '[{op: add, path: /spec/replicas, value: 2}]'
    """
    operator = operator_of_link(cluster, link["metadata"]["name"]) if cluster is not None else None
    target: JsonObject = patch.get("target") or {}
    if operator is None or not target or "labelSelector" in target or "annotationSelector" in target:
        return
    kind, name = target.get("kind", ""), target.get("name", "")
    component = operator.component
    # The object of KubeVirt has a link of its own.
    applied = (*component.objects, *(() if component.is_namespaced else ((component.kind, component.instance),)))
    if not any(_fits(kind, one) and _fits(name, other) for one, other in applied):
        known = [other for one, other in applied if _fits(kind, one)]
        listed = ", ".join(f"`{one}`" for one in known) or ", ".join(sorted({f"`{one}`" for one, _ in applied}))
        what = f"{kind} `{name}`" if name else f"object of the kind `{kind}`"
        yield Finding(f"`{link['metadata']['name']}` applies no {what}", ("target",), f"it applies {listed}")


def _fits(pattern: str, text: str) -> bool:
    """As kustomize compares them; empty stands for all."""
    try:
        return not pattern or re.fullmatch(pattern, text) is not None
    except re.error:
        return pattern == text
