"""What Flux may do to the machines of a namespace, where it is locked down.

The ServiceAccount is beside the Kustomization that names it. The root of the cluster applies all of this: nobody can
give himself rights.
"""

from collections.abc import Collection, Iterator

from vmgen.facts.rbac import APPLY, PRUNE, RESOURCES
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.links import machines_folder, service_account
from vmgen.targets.labels import KEEP, cluster_labels
from vmgen.targets.manifest import JsonObject, Manifest
from vmgen.targets.source_map import SourceMap

ACCESS = "access.yaml"
_RBAC = "rbac.authorization.k8s.io"
_ROLE = "vmgen-machines"
_TENANCY = "flux.tenancy"
ACCESS_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        **dict.fromkeys(("automountServiceAccountToken", "metadata", "roleRef", "rules", "subjects"), _TENANCY),
    }
)


def lower_access(namespace: str, cluster: Cluster, kinds: Collection[tuple[str, str]]) -> Iterator[Manifest]:
    """`kinds` are the apiVersions and kinds of what the machines of the namespace are made of."""
    path = f"{machines_folder(namespace)}/{ACCESS}"
    for body in (_account(namespace, cluster), _role(namespace, cluster, kinds), _binding(namespace, cluster)):
        yield Manifest(body, path, cluster.written, ACCESS_SOURCES)


def _account(namespace: str, cluster: Cluster) -> JsonObject:
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": _metadata(service_account(namespace), cluster.spec.flux.namespace, cluster),
        "automountServiceAccountToken": False,
    }


def _role(namespace: str, cluster: Cluster, kinds: Collection[tuple[str, str]]) -> JsonObject:
    """All that is applied, and the end of what was: a kind that goes from the tree could not be pruned otherwise."""
    applied = {(version.rpartition("/")[0], kind) for version, kind in kinds}
    return {
        "apiVersion": f"{_RBAC}/v1",
        "kind": "Role",
        "metadata": _metadata(_ROLE, namespace, cluster),
        "rules": [*_rules(applied, APPLY), *_rules(RESOURCES.keys() - applied, PRUNE)],
    }


def _rules(kinds: Collection[tuple[str, str]], verbs: tuple[str, ...]) -> list[JsonObject]:
    """A rule for each API group."""
    return [
        {
            "apiGroups": [group],
            "resources": sorted(RESOURCES[one] for one in kinds if one[0] == group),
            "verbs": list(verbs),
        }
        for group in sorted({group for group, _ in kinds})
    ]


def _binding(namespace: str, cluster: Cluster) -> JsonObject:
    account = {"kind": "ServiceAccount", "name": service_account(namespace), "namespace": cluster.spec.flux.namespace}
    return {
        "apiVersion": f"{_RBAC}/v1",
        "kind": "RoleBinding",
        "metadata": _metadata(_ROLE, namespace, cluster),
        "roleRef": {"apiGroup": _RBAC, "kind": "Role", "name": _ROLE},
        "subjects": [account],
    }


def _metadata(name: str, namespace: str, cluster: Cluster) -> JsonObject:
    """Flux deletes what went from the tree with these rights, and leaves it where they are gone before."""
    return {"name": name, "namespace": namespace, "labels": cluster_labels(cluster), "annotations": dict(KEEP)}
