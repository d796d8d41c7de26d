"""A tree as the rules see it: everything that is in it at once, so that a test can also change a part of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.trees import (
    ClusterTree,
    JsonObject,
    Rendered,
    authored,
    cluster_spec,
    cluster_trees,
    files_below,
    kustomizations,
    objects,
)

FLUX_GROUP = "kustomize.toolkit.fluxcd.io"
KEEP = "kustomize.toolkit.fluxcd.io/prune"
CREATE_ONCE = "kustomize.toolkit.fluxcd.io/ssa"
VERBATIM = "kustomize.toolkit.fluxcd.io/substitute"

DISKS = {"PersistentVolumeClaim", "DataVolume"}
MACHINES = "machines-"


@dataclass(frozen=True, eq=False)
class Tree:
    """What one cluster's folder holds, and the catalog that it was written from."""

    name: str
    folder: str
    """Below the root of the repository."""
    objects: tuple[Rendered, ...]
    kustomizations: dict[str, JsonObject]
    """The kustomization.yaml files by their folders; the root's folder is empty."""
    files: dict[str, str]
    authored: tuple[JsonObject, ...]
    spec: JsonObject
    """What the author says about the cluster."""
    source: ClusterTree

    @property
    def links(self) -> tuple[Rendered, ...]:
        """The Flux Kustomizations of the chain."""
        return tuple(one for one in self.objects if one.group == FLUX_GROUP)

    def of_kind(self, *kinds: str) -> list[Rendered]:
        return [one for one in self.objects if one.kind in kinds]

    def written(self, *route: str) -> Any:
        """What the author says below the Cluster's `spec`; None where nothing is said."""
        value: Any = self.spec
        for step in route:
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def manages(self, component: str) -> bool:
        return self.written("distribution") != "openshift" and self.written(component, "manage") is not False


@cache
def trees() -> tuple[Tree, ...]:
    return tuple(
        Tree(
            name=tree.name,
            folder=tree.folder,
            objects=objects(tree),
            kustomizations=kustomizations(tree),
            files=files_below(tree.root),
            authored=authored(tree),
            spec=cluster_spec(tree),
            source=tree,
        )
        for tree in cluster_trees()
    )


def dependencies(link: Rendered) -> list[str]:
    """As the author names them: `name`, or `namespace/name`."""
    found = link.body["spec"].get("dependsOn", ())
    return ["/".join(one[key] for key in ("namespace", "name") if key in one) for one in found]


def health_checks(link: Rendered) -> list[dict[str, str]]:
    checks: list[dict[str, str]] = link.body["spec"].get("healthChecks", [])
    return checks


def health_expressions(link: Rendered) -> list[dict[str, str]]:
    expressions: list[dict[str, str]] = link.body["spec"].get("healthCheckExprs", [])
    return expressions


def folder_of(link: Rendered, tree: Tree) -> str:
    """The folder of the tree that a Kustomization's path leads to; empty where it leads to none."""
    path = link.body["spec"].get("path", "")
    below = [folder for folder in tree.kustomizations if folder and path.endswith(f"/{folder}")]
    return max(below, key=len, default="")


def volumes(one: Rendered) -> list[JsonObject]:
    found: list[JsonObject] = []
    if one.kind == "VirtualMachine":
        found = one.body["spec"]["template"]["spec"].get("volumes", [])
    return found


def leaves(value: Any) -> Iterator[Any]:
    """Keys and scalars."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


def texts(value: Any) -> Iterator[str]:
    return (leaf for leaf in leaves(value) if isinstance(leaf, str))


def repeated(values: list[Any]) -> Iterator[str]:
    """Those that are there more than once."""
    return (str(value) for index, value in enumerate(values) if value in values[:index])
