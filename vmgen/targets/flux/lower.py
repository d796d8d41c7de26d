"""The chain that Flux reconciles: operator, CDI, instance, machines, as siblings below one root."""

from collections.abc import Iterator
from typing import TypeAlias

from vmgen.facts import components, health
from vmgen.fleet import links
from vmgen.fleet.fleet import Cluster, Machine
from vmgen.model.spec.monitoring import MonitoringSpec
from vmgen.targets.flux.access import lower_access
from vmgen.targets.flux.kustomization import (
    definition_check,
    instance_check,
    machines_link,
    monitoring_link,
    operator_check,
    platform_link,
)
from vmgen.targets.flux.notifications import lower_notifications
from vmgen.targets.manifest import JsonObject, Manifest
from vmgen.targets.source_map import SourceMap

_COMMON_SOURCES = {
    "apiVersion": "",
    "kind": "",
    "metadata": "metadata.name",
    "metadata.namespace": "flux.namespace",
    "spec": "flux",
    "spec.path": "flux.path | output | flux",
    "spec.sourceRef": "flux.source",
    "spec.sourceRef.kind": "flux.source.kind",
    "spec.sourceRef.name": "flux.source.name",
    "spec.sourceRef.namespace": "flux.source.namespace",
}
_PACE = ("interval", "retryInterval", "timeout")
_PLATFORM_SOURCES = {
    **_COMMON_SOURCES,
    **{f"spec.{one}": f"flux.links[].{one} | flux.platform.{one} | flux" for one in _PACE},
    "spec.prune": "flux.links[].prune | flux",
    "spec.serviceAccountName": "flux.tenancy.platformServiceAccount",
}
OPERATOR_SOURCES = SourceMap({**_PLATFORM_SOURCES, "spec.dependsOn": "kubevirt.dependsOn | flux.links[].dependsOn"})
CDI_SOURCES = SourceMap(
    {**_PLATFORM_SOURCES, "spec.dependsOn": "cdi.dependsOn | flux.links[].dependsOn | kubevirt.manage"}
)
INSTANCE_SOURCES = SourceMap({**_PLATFORM_SOURCES, "spec.dependsOn": "flux.links[].dependsOn | cdi.manage | kubevirt"})
MONITORING_SOURCES = SourceMap(
    {**_PLATFORM_SOURCES, "spec.dependsOn": "monitoring.dependsOn | flux.links[].dependsOn | kubevirt"}
)
MACHINES_SOURCES = SourceMap(
    {
        **_COMMON_SOURCES,
        **{f"spec.{one}": f"flux.links[].{one} | flux.machines.{one} | flux" for one in _PACE},
        "spec.decryption": "secrets.decryptionSecret",
        "spec.ignore": "flux.machines.powerByHand",
        "spec.serviceAccountName": "flux.tenancy",
        "spec.deletionPolicy": "flux.machines.deletionPolicy",
        "spec.prune": "flux.links[].prune | flux.machines.prune | flux",
        "spec.dependsOn": (
            "storage.dependsOn | network.dependsOn | secrets.dependsOn | kubevirt.dependsOn | cdi.dependsOn"
            " | flux.machines.dependsOn | flux.links[].dependsOn"
        ),
    }
)


Contents: TypeAlias = dict[str, set[tuple[str, str]]]
"""By folder: the apiVersion and kind of what stands in it."""


def lower_flux(cluster: Cluster, machines: tuple[Machine, ...], contents: Contents) -> Iterator[Manifest]:
    """`contents` are those of the folders of machines."""
    if cluster.spec.kubevirt.manage:
        yield _manifest(cluster, _operator(cluster), OPERATOR_SOURCES)
    if cluster.spec.cdi.manage:
        yield _manifest(cluster, _cdi(cluster), CDI_SOURCES)
    if cluster.spec.kubevirt.manage:
        yield _manifest(cluster, _instance(cluster), INSTANCE_SOURCES)
    if cluster.spec.monitoring and cluster.spec.monitoring.is_written:
        before = _monitoring_depends_on(cluster, cluster.spec.monitoring)
        yield _manifest(cluster, monitoring_link(cluster, before), MONITORING_SOURCES)
    encrypted = {machine.namespace for machine in machines for secret in machine.secrets if secret.spec.sops}
    for namespace in sorted({machine.namespace for machine in machines}):
        if cluster.spec.flux.tenancy is not None:
            yield from lower_access(namespace, cluster, _kinds(namespace, cluster, contents))
        yield from _machines(cluster, namespace, contents, is_encrypted=namespace in encrypted)
    yield from lower_notifications(cluster)


def _machines(cluster: Cluster, namespace: str, contents: Contents, *, is_encrypted: bool) -> Iterator[Manifest]:
    """A link for each shard that has anything. The first owns what all share, and the others wait for it."""
    depends_on, owner = _machines_depend_on(cluster), links.machines_link(namespace)
    for shard in range(cluster.spec.flux.shards.get(namespace, 1)):
        if links.machines_folder(namespace, shard) not in contents:
            continue
        before = [*depends_on, owner] if shard and links.machines_folder(namespace) in contents else depends_on
        body = machines_link(cluster, namespace, shard, before, is_encrypted=is_encrypted and not shard)
        yield _manifest(cluster, body, MACHINES_SOURCES)


def _kinds(namespace: str, cluster: Cluster, contents: Contents) -> set[tuple[str, str]]:
    shards = range(cluster.spec.flux.shards.get(namespace, 1))
    return set[tuple[str, str]]().union(*(contents.get(links.machines_folder(namespace, one), ()) for one in shards))


def _manifest(cluster: Cluster, body: JsonObject, sources: SourceMap) -> Manifest:
    name = body["metadata"]["name"]
    return Manifest(body, f"flux/{name}.yaml", cluster.written, sources, (name,))


def _operator(cluster: Cluster) -> JsonObject:
    component = components.KUBEVIRT
    checks = [operator_check(component), definition_check(component)]
    return platform_link(cluster, links.OPERATOR, list(cluster.spec.kubevirt.depends_on), checks, None)


def _cdi(cluster: Cluster) -> JsonObject:
    component = components.CDI
    before = [links.OPERATOR] if cluster.spec.kubevirt.manage else []
    checks = [operator_check(component), instance_check(component)]
    return platform_link(cluster, links.CDI, [*before, *cluster.spec.cdi.depends_on], checks, health.CDI)


def _instance(cluster: Cluster) -> JsonObject:
    before = [links.OPERATOR, *([links.CDI] if cluster.spec.cdi.manage else [])]
    return platform_link(cluster, links.INSTANCE, before, [instance_check(components.KUBEVIRT)], health.KUBEVIRT)


def _monitoring_depends_on(cluster: Cluster, monitoring: MonitoringSpec) -> list[str]:
    """What is measured, and whoever brings the definitions of what is written."""
    kubevirt = (links.INSTANCE,) if cluster.spec.kubevirt.manage else cluster.spec.kubevirt.depends_on
    return list(dict.fromkeys((*kubevirt, *monitoring.depends_on)))


def _machines_depend_on(cluster: Cluster) -> list[str]:
    """The end of the chain, and whatever others bring: each Kustomization once."""
    spec = cluster.spec
    kubevirt = (links.INSTANCE,) if spec.kubevirt.manage else spec.kubevirt.depends_on
    cdi = (links.CDI,) if spec.cdi.manage else spec.cdi.depends_on
    if spec.kubevirt.manage and spec.cdi.manage:
        cdi = ()  # the instance waits for it
    others = (
        *spec.storage.depends_on,
        *spec.network.depends_on,
        *spec.secrets.depends_on,
        *spec.flux.machines.depends_on,
    )
    return list(dict.fromkeys((*kubevirt, *cdi, *others)))
