"""kustomization.yaml files: every folder says which of its files belong to it, and the root says where Flux starts."""

from collections.abc import Iterable, Iterator

from vmgen.fleet.fleet import Cluster
from vmgen.targets.flux.access import ACCESS
from vmgen.targets.manifest import KUSTOMIZATION, JsonObject, Manifest
from vmgen.targets.source_map import SourceMap

FOLDER_SOURCES = SourceMap({"apiVersion": "", "kind": "", "resources": ""})
ROOT_SOURCES = SourceMap(
    {"apiVersion": "", "kind": "", "resources": "flux.extraResources", "resources[]": "flux.extraResources[]"}
)
_FLUX = "flux"
_PRIVILEGED = ("/namespace.yaml", f"/{ACCESS}")


def lower_folders(cluster: Cluster, paths: Iterable[str]) -> Iterator[Manifest]:
    """A kustomization.yaml for each folder of the files `paths` that has none, and the root."""
    files: dict[str, list[str]] = {}
    privileged: list[str] = []
    for path in paths:
        if is_of_root(path, cluster):
            privileged.append(path)
            continue
        folder, _, name = path.rpartition("/")
        files.setdefault(folder, []).append(name)
    for folder in sorted(files):
        if folder != _FLUX and KUSTOMIZATION not in files[folder]:
            body = _kustomization(files[folder])
            yield Manifest(body, f"{folder}/{KUSTOMIZATION}", cluster.written, FOLDER_SOURCES)
    links = [f"{_FLUX}/{name}" for name in files.get(_FLUX, ())]
    extra = (one.removeprefix("./").rstrip("/") for one in cluster.spec.flux.extra_resources)
    yield Manifest(_kustomization([*extra, *privileged, *links]), KUSTOMIZATION, cluster.written, ROOT_SOURCES)


def is_of_root(path: str, cluster: Cluster) -> bool:
    """Whether the root applies a file in a folder of machines: what their own ServiceAccount has no rights to."""
    return cluster.spec.flux.tenancy is not None and path.endswith(_PRIVILEGED) and path.startswith("machines/")


def _kustomization(resources: list[str]) -> JsonObject:
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": resources,
    }
