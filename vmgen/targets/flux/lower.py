"""The chain that Flux reconciles: operator, CDI, instance, machines, as siblings below one root."""

from collections.abc import Iterator

from vmgen.facts import components, health
from vmgen.fleet import links
from vmgen.fleet.fleet import Cluster, Machine
from vmgen.model.spec.monitoring import MonitoringSpec
from vmgen.targets.flux.kustomization import (
    definition_check,
    instance_check,
    machines_link,
    monitoring_link,
    operator_check,
    platform_link,
)
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
        "spec.deletionPolicy": "flux.machines.deletionPolicy",
        "spec.dependsOn": (
            "storage.dependsOn | network.dependsOn | secrets.dependsOn | kubevirt.dependsOn | cdi.dependsOn"
            " | flux.machines.dependsOn | flux.links[].dependsOn"
        ),
    }
)


def lower_flux(cluster: Cluster, machines: tuple[Machine, ...]) -> Iterator[Manifest]:
    if cluster.spec.kubevirt.manage:
        yield _manifest(cluster, _operator(cluster), OPERATOR_SOURCES)
    if cluster.spec.cdi.manage:
        yield _manifest(cluster, _cdi(cluster), CDI_SOURCES)
    if cluster.spec.kubevirt.manage:
        yield _manifest(cluster, _instance(cluster), INSTANCE_SOURCES)
    if cluster.spec.monitoring and cluster.spec.monitoring.is_written:
        before = _monitoring_depends_on(cluster, cluster.spec.monitoring)
        yield _manifest(cluster, monitoring_link(cluster, before), MONITORING_SOURCES)
    depends_on = _machines_depend_on(cluster)
    encrypted = {machine.namespace for machine in machines for secret in machine.secrets if secret.spec.sops}
    for namespace in sorted({machine.namespace for machine in machines}):
        name, folder = links.machines_link(namespace), links.machines_folder(namespace)
        body = machines_link(cluster, name, folder, depends_on, is_encrypted=namespace in encrypted)
        yield _manifest(cluster, body, MACHINES_SOURCES)


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
