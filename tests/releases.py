"""Release manifests in small, by hand: what vmgen looks for in those of KubeVirt and CDI, and little more."""

from vmgen.facts.components import CDI, COMPONENTS, KUBEVIRT

__all__ = ["CDI", "COMPONENTS", "KUBEVIRT", "release_manifest"]

_TEXT = """\
apiVersion: v1
kind: Namespace
metadata:
  name: {namespace}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: {crd}
spec:
  group: {group}
  names:
    kind: {kind}
    plural: {plural}
  scope: {scope}
  versions:
  - name: {version_of_kind}
    schema:
      openAPIV3Schema:
        description: "An operator reads it; ${{this}} is no variable."
        type: object
        x-kubernetes-preserve-unknown-fields: true
    served: true
    storage: true
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {operator}
  namespace: {namespace}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {operator}
  namespace: {namespace}
spec:
  replicas: 1
  selector:
    matchLabels: {{operator: "{operator}"}}
  template:
    metadata:
      labels: {{operator: "{operator}"}}
    spec:
      containers:
      - name: {operator}
        image: quay.io/kubevirt/{operator}:{version}
        args: [--port, "8443"]
        env:
{variables}        volumeMounts:
        - {{mountPath: /profile-data, name: profile-data}}
      nodeSelector:
        kubernetes.io/os: linux
      serviceAccountName: {operator}
      tolerations:
      - key: CriticalAddonsOnly
        operator: Exists
      volumes:
      - emptyDir: {{}}
        name: profile-data
"""


def release_manifest(component: str, version: str) -> str:
    known = next(one for one in COMPONENTS if one.name == component)
    plural, _, group = known.crd.partition(".")
    images = [(one.name, f"quay.io/kubevirt/{one.image}:{version}") for one in known.variables if one.is_in_manifest]
    pairs = [*images, (known.version_variable, version)]
    return _TEXT.format(
        namespace=known.namespace,
        crd=known.crd,
        group=group,
        kind=known.kind,
        plural=plural,
        scope="Namespaced" if known.is_namespaced else "Cluster",
        version_of_kind=known.api_version.rpartition("/")[2],
        operator=known.operator,
        version=version,
        variables="".join(f"        - {{name: {name}, value: {value}}}\n" for name, value in pairs),
    )
