"""Flux Kustomizations: one for each link of the chain, with what it waits for and for how long."""

from vmgen.facts.components import Component
from vmgen.facts.health import HealthExpression
from vmgen.fleet import links
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.links import MONITORING
from vmgen.fleet.pace import pace_of, prunes
from vmgen.targets.labels import VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, present

ONCE_READY = "has(dep.status.lastAppliedRevision)"
"""Flux sets this once the health checks of a revision passed (kustomize-controller kustomization_controller.go): who
waits for it is not held up by a later revision that does not get ready."""


def platform_link(
    cluster: Cluster,
    name: str,
    depends_on: list[str],
    health_checks: list[JsonObject],
    expression: HealthExpression | None,
) -> JsonObject:
    """A link of the platform: losing its Kustomization does not uninstall anything."""
    body = _kustomization(cluster, name, name)
    body["spec"] |= present(
        {
            "serviceAccountName": _platform_account(cluster),
            "deletionPolicy": "Orphan",
            "dependsOn": [_dependency(one) for one in _with_own(depends_on, name, cluster)] or None,
            "healthChecks": health_checks,
            "healthCheckExprs": [_expression(expression)] if expression else None,
        }
    )
    return body


def machines_link(
    cluster: Cluster, namespace: str, shard: int, depends_on: list[str], *, is_encrypted: bool
) -> JsonObject:
    """Machines are not waited for: one that is halted, or edited while it runs, never gets ready (vm.go)."""
    name = links.machines_link(namespace, shard)
    body = _kustomization(cluster, name, links.machines_folder(namespace, shard))
    if cluster.spec.flux.tenancy is not None:
        body["spec"]["serviceAccountName"] = links.service_account(namespace)
    if cluster.spec.flux.machines.power_by_hand:
        body["spec"]["ignore"] = [{"paths": ["/spec/runStrategy"], "target": {"kind": "VirtualMachine"}}]
    if cluster.spec.flux.machines.deletion_policy:
        body["spec"]["deletionPolicy"] = cluster.spec.flux.machines.deletion_policy
    before = _with_own(depends_on, name, cluster)
    if before:
        body["spec"]["dependsOn"] = _once_ready(before)
    if is_encrypted:
        secret = cluster.spec.secrets.decryption_secret
        body["spec"]["decryption"] = present({"provider": "sops", "secretRef": {"name": secret} if secret else None})
    return body


def monitoring_link(cluster: Cluster, depends_on: list[str]) -> JsonObject:
    """Rules change with the machines, and watch the platform when it is in trouble: once ready is enough for them."""
    body = _kustomization(cluster, MONITORING, MONITORING)
    body["spec"] |= present({"serviceAccountName": _platform_account(cluster)})
    before = _with_own(depends_on, MONITORING, cluster)
    if before:
        body["spec"]["dependsOn"] = _once_ready(before)
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


def _kustomization(cluster: Cluster, name: str, folder: str) -> JsonObject:
    flux = cluster.spec.flux
    source, pace = flux.source, pace_of(name, flux)
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
            "prune": prunes(name, flux),
            "wait": False,
            "sourceRef": present({"kind": source.kind, "name": source.name, "namespace": source.namespace}),
        },
    }


def _once_ready(depends_on: list[str]) -> list[JsonObject]:
    return [{**_dependency(one), "readyExpr": ONCE_READY} for one in depends_on]


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


def _with_own(depends_on: list[str], link: str, cluster: Cluster) -> list[str]:
    """With what the Cluster says of this one link: each Kustomization once."""
    own = cluster.spec.flux.links.get(link)
    return list(dict.fromkeys((*depends_on, *(own.depends_on if own else ()))))


def _dependency(name: str) -> JsonObject:
    """`name`, or `namespace/name`: in pieces, as Flux has it."""
    namespace, _, own = name.rpartition("/")
    return present({"name": own, "namespace": namespace or None})


def _platform_account(cluster: Cluster) -> str | None:
    tenancy = cluster.spec.flux.tenancy
    return (tenancy.platform_service_account or None) if tenancy else None
