from collections.abc import Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, rule
from vmgen.diagnostics import Shows

_REWRITES = {
    "force": "Flux would delete what it cannot change, a running machine that it edits wrongly among it",
    "namePrefix": "names inside machines would not follow: disks, Secrets and networks would not be found",
    "nameSuffix": "names inside machines would not follow: disks, Secrets and networks would not be found",
    "postBuild": "Flux would replace what looks like a variable in everything that does not forbid it",
    "targetNamespace": "it renames namespaces themselves, and gives one to what must have none",
}


@rule("VM861", kind="Kustomization", at="spec", shows=Shows.BY_LOSING_DATA, by_hand=True)
def rewriting_link(spec: Any, _link: JsonObject) -> Iterator[Finding]:
    """A patch lets Flux rewrite what vmgen has written.

    What a cluster gets is what stands in the tree: checked as it is, and shown by a diff. A Kustomization that renames,
    moves or replaces on the way makes something of it that nobody has looked at.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
          patches:
          - target: {kind: Kustomization, name: machines-web}
            operations: [{op: add, path: /spec/postBuild, value: {substitute: {SIZE: 4Gi}}}]
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: edge}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, namespace: web, labels: {cluster.vitistack.io/cluster-name: edge}}
        spec: {template: small, image: debian-13, resources: {memory: {size: 4Gi}}}
    """
    for field, consequence in _REWRITES.items():
        if isinstance(spec, dict) and spec.get(field):
            yield Finding(consequence, (field,), "write in the catalog what shall be different")
