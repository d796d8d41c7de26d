"""The platform of a cluster as Kubernetes objects: the operators and their objects, as far as vmgen manages them."""

from collections.abc import Iterator

from vmgen.diagnostics import Diagnostic
from vmgen.facts import components
from vmgen.fleet import links
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import operator_on
from vmgen.targets.manifest import KUSTOMIZATION, Manifest
from vmgen.targets.platform.cdi import CDI_SOURCES, cdi
from vmgen.targets.platform.components import unusable_changes
from vmgen.targets.platform.kubevirt import KUBEVIRT_SOURCES, kubevirt
from vmgen.targets.platform.release import CDI_RELEASE_SOURCES, KUBEVIRT_RELEASE_SOURCES, release_kustomization


def lower_platform(cluster: Cluster, *, faults: list[Diagnostic]) -> Iterator[Manifest]:
    """What the operators could not do with changes to what they install is added to `faults`."""
    if cluster.spec.kubevirt.manage:
        faults.extend(unusable_changes(cluster, "kubevirt", cluster.spec.kubevirt))
        yield from _kubevirt(cluster)
    if cluster.spec.cdi.manage:
        faults.extend(unusable_changes(cluster, "cdi", cluster.spec.cdi))
        yield from _cdi(cluster)


def _kubevirt(cluster: Cluster) -> Iterator[Manifest]:
    operator = operator_on(cluster, components.KUBEVIRT)
    release = release_kustomization(cluster, operator, release_url=cluster.spec.kubevirt.release_url)
    path = f"{links.OPERATOR}/{KUSTOMIZATION}"
    yield Manifest(release, path, cluster.written, KUBEVIRT_RELEASE_SOURCES)
    yield Manifest(kubevirt(cluster, operator), f"{links.INSTANCE}/kubevirt.yaml", cluster.written, KUBEVIRT_SOURCES)


def _cdi(cluster: Cluster) -> Iterator[Manifest]:
    """The CDI object goes with its operator: its definition is in the same manifest, and Flux applies that first."""
    operator = operator_on(cluster, components.CDI)
    release = release_kustomization(cluster, operator, release_url=cluster.spec.cdi.release_url, beside=("cdi.yaml",))
    yield Manifest(release, f"{links.CDI}/{KUSTOMIZATION}", cluster.written, CDI_RELEASE_SOURCES)
    yield Manifest(cdi(cluster, operator), f"{links.CDI}/cdi.yaml", cluster.written, CDI_SOURCES)
