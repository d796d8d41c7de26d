"""An operator's release, fetched by the cluster: the kustomization.yaml that names it and guards what must not go."""

from vmgen.facts.components import Component
from vmgen.targets.labels import KEEP, VERBATIM
from vmgen.targets.manifest import JsonObject
from vmgen.targets.source_map import SourceMap

KUBEVIRT_RELEASE_SOURCES = SourceMap(
    {"apiVersion": "", "kind": "", "resources": "kubevirt.version", "patches": "kubevirt.version"}
)
CDI_RELEASE_SOURCES = SourceMap({"apiVersion": "", "kind": "", "resources": "cdi.version", "patches": "cdi.version"})


def release_kustomization(
    component: Component, *, version: str, release_url: str, beside: tuple[str, ...] = ()
) -> JsonObject:
    """`beside` are files of the same folder."""
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [f"{release_url.rstrip('/')}/{version}/{component.manifest}", *beside],
        "patches": [
            # Removing any of these would take every machine and every disk with it.
            _annotate("Namespace|CustomResourceDefinition", KEEP),
            _annotate(".+", VERBATIM),
        ],
    }


def _annotate(kinds: str, annotations: dict[str, str]) -> JsonObject:
    lines = "".join(f"    {key}: {value}\n" for key, value in annotations.items())
    patch = f"apiVersion: any\nkind: any\nmetadata:\n  name: any\n  annotations:\n{lines}"
    return {"target": {"kind": kinds}, "patch": patch}
