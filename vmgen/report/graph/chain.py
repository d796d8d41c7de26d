"""The chain, read from the Kustomizations that were rendered: what they say is what Flux does, `patches` included."""

from collections.abc import Iterable, Iterator
from typing import Any

from vmgen.fleet.fleet import Cluster
from vmgen.report.graph.graph import Link, Wait
from vmgen.targets.flux.kustomization import ONCE_READY, source_path
from vmgen.targets.manifest import JsonObject, Manifest, value_at

_FLUX = "kustomize.toolkit.fluxcd.io/"
_SHORT_KINDS = {"CustomResourceDefinition": "CRD"}


def chain(cluster: Cluster, manifests: Iterable[Manifest]) -> tuple[tuple[Link, ...], tuple[Wait, ...]]:
    """The links of a cluster, those first that others bring, and which of them waits for which."""
    rendered = [one for one in manifests if str(value_at(one, "apiVersion")).startswith(_FLUX)]
    ours = tuple(_link(one, cluster) for one in rendered)
    waits = tuple(dict.fromkeys(wait for one in rendered for wait in _waits(one)))
    known = {link.name for link in ours}
    others = dict.fromkeys(wait.before for wait in waits if wait.before not in known)
    return (*(Link(name) for name in others), *ours), waits


def _link(kustomization: Manifest, cluster: Cluster) -> Link:
    path = str(value_at(kustomization, "spec", "path"))
    by_expression = {_identity(one) for one in _items(kustomization, "healthCheckExprs")}
    return Link(
        _name(kustomization),
        is_ours=True,
        folder=path.removeprefix(f"{source_path(cluster)}/"),
        health_checks=tuple(_health_check(one, by_expression) for one in _items(kustomization, "healthChecks")),
        waits_for_all=value_at(kustomization, "spec", "wait") is True,
        pace=", ".join(_pace(kustomization)),
    )


def _waits(kustomization: Manifest) -> Iterator[Wait]:
    namespace, name = value_at(kustomization, "metadata", "namespace"), _name(kustomization)
    for one in _items(kustomization, "dependsOn"):
        before = str(one.get("name", ""))
        elsewhere = one.get("namespace", namespace) != namespace
        before = f"{one['namespace']}/{before}" if elsewhere else before
        yield Wait(before, name, is_once=one.get("readyExpr") == ONCE_READY)


def _health_check(check: JsonObject, by_expression: set[tuple[Any, Any]]) -> str:
    kind = str(check.get("kind", ""))
    told = f"{_SHORT_KINDS.get(kind, kind)} {check.get('name', '')}"
    return f"{told} (CEL)" if _identity(check) in by_expression else told


def _identity(check: JsonObject) -> tuple[Any, Any]:
    return str(check.get("apiVersion")), str(check.get("kind"))


def _pace(kustomization: Manifest) -> Iterator[str]:
    for word, field in (("timeout", "timeout"), ("retry", "retryInterval")):
        value = value_at(kustomization, "spec", field)
        if value:
            yield f"{word} {value}"


def _name(kustomization: Manifest) -> str:
    return str(value_at(kustomization, "metadata", "name"))


def _items(kustomization: Manifest, field: str) -> list[JsonObject]:
    found = value_at(kustomization, "spec", field)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
