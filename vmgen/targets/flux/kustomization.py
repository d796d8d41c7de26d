"""Flux Kustomizations: one for each link of the chain, with what it waits for and for how long."""

from vmgen.facts.components import Component
from vmgen.facts.health import HealthExpression
from vmgen.fleet.fleet import Cluster
from vmgen.records import record
from vmgen.targets.labels import VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, present

ONCE_READY = "has(dep.status.lastAppliedRevision)"
"""Flux sets this once the health checks of a revision passed (kustomize-controller kustomization_controller.go): who
waits for it is not held up by a later revision that does not get ready."""


@record
class Pace:
    """How often Flux looks, how long it waits for health, and how soon it tries again; Flux's durations."""

    interval: str
    timeout: str
    retry_interval: str


PLATFORM_PACE = Pace("1h", "15m", "2m")
MACHINES_PACE = Pace("10m", "5m", "2m")


def platform_link(
    cluster: Cluster,
    name: str,
    depends_on: list[str],
    health_checks: list[JsonObject],
    expression: HealthExpression | None,
) -> JsonObject:
    """A link of the platform: losing its Kustomization does not uninstall anything."""
    body = _kustomization(cluster, name, name, PLATFORM_PACE)
    body["spec"] |= present(
        {
            "deletionPolicy": "Orphan",
            "dependsOn": [{"name": one} for one in depends_on] or None,
            "healthChecks": health_checks,
            "healthCheckExprs": [_expression(expression)] if expression else None,
        }
    )
    return body


def machines_link(cluster: Cluster, name: str, folder: str, depends_on: list[str], *, is_encrypted: bool) -> JsonObject:
    """Machines are not waited for: one that is halted, or edited while it runs, never gets ready (vm.go)."""
    body = _kustomization(cluster, name, folder, MACHINES_PACE)
    if depends_on:
        body["spec"]["dependsOn"] = [{"name": one, "readyExpr": ONCE_READY} for one in depends_on]
    if is_encrypted:
        secret = cluster.spec.secrets.decryption_secret
        body["spec"]["decryption"] = present({"provider": "sops", "secretRef": {"name": secret} if secret else None})
    return body


def operator_check(component: Component) -> JsonObject:
    """The operator's Deployment."""
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "name": component.operator,
        "namespace": component.namespace,
    }


def definition_check(component: Component) -> JsonObject:
    """The definition of the operator's object."""
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "name": component.crd}


def instance_check(component: Component) -> JsonObject:
    """The operator's object: needs an expression, since Flux would call it ready at once."""
    return present(
        {
            "apiVersion": component.api_version,
            "kind": component.kind,
            "name": component.instance,
            "namespace": component.namespace if component.is_namespaced else None,
        }
    )


def _kustomization(cluster: Cluster, name: str, folder: str, pace: Pace) -> JsonObject:
    flux = cluster.spec.flux
    return {
        "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
        "kind": "Kustomization",
        "metadata": {
            "name": name,
            "namespace": flux.namespace,
            "labels": cluster_labels(cluster),
            "annotations": dict(VERBATIM),
        },
        "spec": {
            "interval": pace.interval,
            "retryInterval": pace.retry_interval,
            "timeout": pace.timeout,
            "path": f"{source_path(cluster)}/{folder}",
            "prune": True,
            "wait": False,
            "sourceRef": {"kind": flux.source.kind, "name": flux.source.name},
        },
    }


def source_path(cluster: Cluster) -> str:
    """Where the cluster's folder is within Flux's source, starting with `./`."""
    return f"./{(cluster.spec.flux.path or cluster.output).removeprefix('./').rstrip('/')}"


def _expression(expression: HealthExpression) -> JsonObject:
    return {
        "apiVersion": expression.api_version,
        "kind": expression.kind,
        "failed": expression.failed,
        "current": expression.current,
    }
