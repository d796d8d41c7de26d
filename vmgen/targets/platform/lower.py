"""The platform of a cluster as Kubernetes objects: the operators and their objects, as far as vmgen manages them."""

from collections.abc import Iterator

from vmgen.diagnostics import Diagnostic
from vmgen.facts import components
from vmgen.fleet import links
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import operator_on
from vmgen.targets.manifest import Manifest
from vmgen.targets.platform.cdi import CDI_SOURCES, cdi
from vmgen.targets.platform.components import unusable_changes
from vmgen.targets.platform.kubevirt import KUBEVIRT_SOURCES, kubevirt
from vmgen.targets.platform.release import release_kustomization
from vmgen.targets.platform.vendored import lower_release


def lower_platform(cluster: Cluster, *, faults: list[Diagnostic]) -> Iterator[Manifest]:
    """Changes that operators could not carry out, and those of ours that hit nothing, are added to `faults`."""
    if cluster.spec.kubevirt.manage:
        faults.extend(unusable_changes(cluster, "kubevirt", cluster.spec.kubevirt))
        yield from _kubevirt(cluster, faults)
    if cluster.spec.cdi.manage:
        faults.extend(unusable_changes(cluster, "cdi", cluster.spec.cdi))
        yield from _cdi(cluster, faults)


def _kubevirt(cluster: Cluster, faults: list[Diagnostic]) -> Iterator[Manifest]:
    operator = operator_on(cluster, components.KUBEVIRT)
    release = release_kustomization(cluster, operator, release_url=cluster.spec.kubevirt.release_url)
    yield from lower_release(cluster, components.KUBEVIRT, release, links.OPERATOR, faults)
    yield Manifest(kubevirt(cluster, operator), f"{links.INSTANCE}/kubevirt.yaml", cluster.written, KUBEVIRT_SOURCES)


def _cdi(cluster: Cluster, faults: list[Diagnostic]) -> Iterator[Manifest]:
    """The CDI object goes with its operator: its definition is in the same manifest, and Flux applies that first."""
    operator = operator_on(cluster, components.CDI)
    release = release_kustomization(cluster, operator, release_url=cluster.spec.cdi.release_url, beside=("cdi.yaml",))
    yield from lower_release(cluster, components.CDI, release, links.CDI, faults)
    yield Manifest(cdi(cluster, operator), f"{links.CDI}/cdi.yaml", cluster.written, CDI_SOURCES)
