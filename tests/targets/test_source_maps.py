"""Does every field of a rendered object lead to the field of the catalog that decides it?"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest

from tests.targets.changes import Compiled, Leaf, catalog_leaves, changed, leaves, unchanged
from vmgen.diagnostics import Location, Route
from vmgen.model.layers import Layer, Written
from vmgen.model.spec.metadata import Metadata
from vmgen.model.spec.resources import MemorySpec
from vmgen.targets.manifest import Manifest
from vmgen.targets.source_map import SourceMap

LABEL = "a label or annotation of ours: a row cannot name a key with dots in it"
NAMED = "a disk or template of another name is another one, and what merged with it no longer does"
COMPOSED = "composed of several fields, and a row leads to one"
LISTED = "the list of what is there follows from all that is there"
REFERRED = "a machine is shown, and not what it refers to: that may be right for others"
AS_IT_STANDS = "a value is shown where it stands, and not what chose it"
MOVED = "the key that appears or goes is one of several that the value can have"

PATCHED = "what a patch wrote leads to the value in the patch, or to the operation where it has none"

MISSING = object()
# The field that is changed, the field of the object that changes with it, and why that leads elsewhere.
ELSEWHERE = (
    ("Machine.metadata.name", "*: metadata.labels.vitistack*", LABEL),
    ("Machine.metadata.name", "*: spec.template.metadata.labels.vitistack*", LABEL),
    ("Machine.metadata.name", "*: metadata.labels.vmgen*", LABEL),
    ("Machine.metadata.name", "*: spec.template.metadata.labels.vmgen*", LABEL),
    ("Machine.spec.replicas", "Kustomization: resources[]", LISTED),
    ("Machine.metadata.name", "*: metadata.name", COMPOSED),
    ("Machine.metadata.name", "VirtualMachine: *.volumes[].*", COMPOSED),
    ("Machine.metadata.name", "VirtualMachine: *.macAddress", COMPOSED),
    ("Machine.metadata.name", "Kustomization: resources[]", LISTED),
    ("Machine.metadata.name", "VirtualMachine: *.firmware.uuid", COMPOSED),
    ("Machine.metadata.namespace", "Kustomization: resources[]", LISTED),
    ("Machine.metadata.labels.*", "Kustomization: resources[]", LISTED),
    ("Machine.spec.template", "*: metadata.labels.vitistack*", LABEL),
    ("Machine.spec.template", "*: spec.template.metadata.labels.vitistack*", LABEL),
    ("Machine.spec.template", "VirtualMachine: spec.template.spec.domain.*", AS_IT_STANDS),
    ("Machine.spec.template", "DataVolume: spec.storage.*", AS_IT_STANDS),
    ("MachineTemplate.metadata.name", "VirtualMachine: spec.template.spec.domain.*", AS_IT_STANDS),
    ("MachineTemplate.spec.override", "VirtualMachine: spec.template.spec.domain.*", AS_IT_STANDS),
    ("Machine.spec.disks[].name", "*", NAMED),
    ("MachineTemplate.spec.disks[].name", "*", NAMED),
    ("Machine.spec.disks[].type", "VirtualMachine: *.bus", MOVED),
    ("Machine.spec.disks[].type", "VirtualMachine: *.bootOrder", COMPOSED),
    ("Machine.spec.disks[].type", "PersistentVolumeClaim: spec.volumeMode", COMPOSED),
    ("Machine.spec.disksPolicy", "VirtualMachine: *", LISTED),
    ("Machine.spec.networks[].networkName", "NetworkAttachmentDefinition: *", LISTED),
    ("Machine.spec.domain.firmware.bootloader.efi", "VirtualMachine: *.bootloader.efi.*", MOVED),
    ("Machine.spec.cloudInit.type", "VirtualMachine: *.cloudInit*", MOVED),
    ("Machine.spec.sshKeys[]", "VirtualMachine: *.userData", COMPOSED),
    ("Machine.spec.users[].*", "VirtualMachine: *.userData", COMPOSED),
    ("SSHKey.spec.keys[]", "VirtualMachine: *.userData", REFERRED),
    ("Machine.spec.placement.architecture", "VirtualMachine: *.cdrom.bus", AS_IT_STANDS),
    ("Machine.spec.placement.architecture", "DataVolume: spec.source.*", AS_IT_STANDS),
    ("Image.spec.*", "DataVolume: spec.*", REFERRED),
    ("Machine.spec.networks[].*", "VirtualMachine: *.networkData", COMPOSED),
    ("Image.spec.variants.*.containerDisk.image", "VirtualMachine: *.containerDisk.image", REFERRED),
    ("NetworkConfiguration.spec.*", "NetworkAttachmentDefinition: spec.config", COMPOSED),
    ("*.spec.patches[].*", "*", PATCHED),
    ("Cluster.spec.nodes[].taints[].*", "*", LISTED),
    ("Cluster.spec.nodes[].devices[].*", "KubeVirt: *.permittedHostDevices.*", LISTED),
    ("Cluster.spec.*.tolerations[].*", "*: *.tolerations[].*", LISTED),
    ("Cluster.spec.*.customizeComponents.patches[].*", "*: *.patches[].patch", COMPOSED),
    ("Cluster.spec.distribution", "Kustomization: *", LISTED),
    ("Machine.metadata.name", "VirtualMachine: metadata.annotations.*", PATCHED),
    ("NetworkConfiguration.spec.*", "VirtualMachine: *", REFERRED),
    ("Cluster.spec.network.macPrefix", "VirtualMachine: *", REFERRED),
    ("Cluster.spec.network.podBinding", "VirtualMachine: *", REFERRED),
    ("Cluster.spec.nodes[].architecture", "DataVolume: spec.source.*", AS_IT_STANDS),
    ("Cluster.spec.nodes[].architecture", "VirtualMachine: spec.template.spec.architecture", REFERRED),
    ("Cluster.spec.nodes[].architecture", "KubeVirt: *.defaultArchitecture", COMPOSED),
    ("Cluster.spec.nodes[].count", "KubeVirt: spec.infra.replicas", COMPOSED),
    ("Cluster.spec.defaults.placement.architecture", "DataVolume: spec.source.*", AS_IT_STANDS),
    ("Cluster.spec.defaults.placement.architecture", "VirtualMachine: *.cdrom.bus", AS_IT_STANDS),
    ("Cluster.spec.storage.[!d]*", "*: spec.*", REFERRED),
    ("Cluster.spec.storage.default", "*: spec.*", REFERRED),
    ("SecretRef.spec.externalSecret.data.*", "ExternalSecret: spec.data[].remoteRef.*", COMPOSED),
    ("SecretRef.spec.*.file", "Kustomization: resources[]", LISTED),
    ("Cluster.spec.secrets.dependsOn[]", "Kustomization: spec.dependsOn[].name", COMPOSED),
    ("Cluster.spec.network.dependsOn[]", "Kustomization: spec.dependsOn[].name", COMPOSED),
    ("Cluster.spec.flux.machines.dependsOn[]", "Kustomization: spec.dependsOn[].name", COMPOSED),
    ("Cluster.spec.flux.links.*.dependsOn[]", "Kustomization: spec.dependsOn[].name", COMPOSED),
    ("Cluster.spec.flux.namespace", "ServiceAccount: metadata.namespace", COMPOSED),
    ("Cluster.spec.flux.namespace", "Alert: spec.eventSources[].namespace", COMPOSED),
    ("Cluster.spec.flux.namespace", "RoleBinding: subjects[].namespace", COMPOSED),
    ("*", "Role: rules[].*", LISTED),
    ("Cluster.spec.namespaces.podSecurity", "Namespace: metadata.labels.*", LABEL),
    ("Cluster.spec.flux.shards.*", "Kustomization: resources[]", LISTED),
    ("Cluster.spec.*.manage", "Kustomization: *", LISTED),
    ("Cluster.spec.*.releaseURL", "Kustomization: resources[]", COMPOSED),
    ("Cluster.spec.*.imagePrefix", "Kustomization: images[].newName", COMPOSED),
    ("Cluster.spec.*.imagePrefix", "Kustomization: patches[].patch", COMPOSED),
    ("Cluster.spec.*.imagePullSecrets[]", "Kustomization: patches[].patch", COMPOSED),
    ("Cluster.spec.*.version", "Kustomization: patches[].patch", COMPOSED),
    ("Cluster.spec.kubernetes.hostedControlPlane", "Kustomization: patches[].*", COMPOSED),
    ("Machine.*", "PrometheusRule: spec.groups[].*", LISTED),
    ("Cluster.spec.monitoring.leftOutAlerts[]", "PrometheusRule: spec.groups[].*", LISTED),
    ("Cluster.spec.monitoring.rules", "Kustomization: resources[]", LISTED),
    ("Cluster.spec.flux.namespace", "PrometheusRule: *.expr", COMPOSED),
    ("Machine.metadata.name", "VirtualMachine: *.annotations.vm.kubevirt*", LABEL),
    ("*image", "VirtualMachine: *.annotations.vm.kubevirt*", LABEL),
)


def test_every_rendered_field_has_an_origin() -> None:
    without = {f"{one.kind}: {shown(route)}" for one, route in rendered() if not one.has_origin(route)}
    assert without == set()


def test_every_origin_is_a_place_in_the_catalog() -> None:
    places = {one.where(route) for one, route in rendered()}
    assert [at for at in places if unchanged().compilation.spans.span(at) is None] == []


def test_what_changes_leads_to_what_was_changed() -> None:
    elsewhere = {pair for leaf in catalog_leaves() for pair in misled(leaf)}
    assert {pair for pair in elsewhere if not any(allows(row, pair) for row in ELSEWHERE)} == set()


@pytest.mark.parametrize("row", ELSEWHERE, ids=lambda row: f"{row[0]}, {row[1]}")
def test_every_exception_is_needed(row: tuple[str, str, str]) -> None:
    assert any(allows(row, pair) for leaf in catalog_leaves() for pair in misled(leaf))


def rendered() -> Iterator[tuple[Manifest, Route]]:
    return ((one, route) for _, one in unchanged().objects for route, _ in leaves(one.body))


def allows(row: tuple[str, str, str], pair: tuple[str, str]) -> bool:
    """`[]` stands for itself in a row, and not for a set of characters."""
    patterns = [pattern.replace("[]", "[[]]") for pattern in row[:2]]
    return all(fnmatchcase(text, pattern) for text, pattern in zip(pair, patterns, strict=True))


@cache
def misled(leaf: Leaf) -> frozenset[tuple[str, str]]:
    """The changed field, with each field of an object that changed, too, and leads elsewhere."""
    return frozenset(
        (leaf.path, f"{one.kind}: {shown(route)}")
        for old, new in pairs(unchanged(), changed(leaf))
        for one, other in ((old, new), (new, old))
        for route in differences(one.body, other.body)
        if not leads_to(leaf, one.where(route))
    )


def pairs(before: Compiled, after: Compiled) -> list[tuple[Manifest, Manifest]]:
    """Objects with what became of them: by their place if only their contents changed, else by their names.

    None where a machine is left out: a diagnostic says why.
    """
    if len(after.compilation.fleet.machines) < len(before.compilation.fleet.machines):
        return []
    if [one.kind for _, one in before.objects] == [one.kind for _, one in after.objects]:
        return [(old, new) for (_, old), (_, new) in zip(before.objects, after.objects, strict=True)]
    known = {identity(cluster, one): one for cluster, one in before.objects}
    found = [(known.get(identity(cluster, one)), one) for cluster, one in after.objects]
    return [(old, new) for old, new in found if old is not None]


def identity(cluster: str, manifest: Manifest) -> tuple[str, str, str, str]:
    return cluster, manifest.path, manifest.kind, manifest.body.get("metadata", {}).get("name", "")


def differences(one: Any, other: Any, route: Route = ()) -> Iterator[Route]:
    """The leaves of `one` that are not in `other`. Items of lists go by their names where some came or went."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key, value in one.items():
            yield from differences(value, other.get(key, MISSING), (*route, key))
    elif isinstance(one, list) and isinstance(other, list):
        partners = other if len(one) == len(other) else [_partner(item, other) for item in one]
        for index, (item, partner) in enumerate(zip(one, partners, strict=True)):
            yield from differences(item, partner, (*route, index))
    elif repr(one) != repr(other):
        yield from (found for found, _ in leaves(one, route))


def _partner(item: Any, items: list[Any]) -> Any:
    name = item.get("name") if isinstance(item, dict) else item
    names = [one.get("name") if isinstance(one, dict) else one for one in items]
    return items[names.index(name)] if name in names else MISSING


def leads_to(leaf: Leaf, at: Location) -> bool:
    """The list or the mapping of free keys around the leaf will do: an author looks no further."""
    is_free = isinstance(leaf.route[-1], int) or leaf.path.endswith(".*")
    routes = {leaf.route, leaf.route[:-1]} if is_free else {leaf.route}
    return (at.file, at.document) == (leaf.file, leaf.document) and at.route in routes


def shown(route: Route) -> str:
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in route).removeprefix(".")


WRITTEN = Written(
    "Machine",
    Metadata.model_validate({"name": "web"}),
    MemorySpec(size="1Gi"),
    (
        Layer({"disks": ({"name": "root", "size": "1Gi"}, {"name": "data"})}, Location("catalog/t.yaml", 1, ("spec",))),
        Layer({"disks": ({"name": "data", "bus": "scsi"},)}, Location("catalog/a.yaml", 0, ("spec",))),
    ),
    Location("catalog/a.yaml"),
)
MAP = SourceMap(
    {
        "kind": "",
        "metadata": "metadata",
        "metadata.name": "metadata.name",
        "disks": "disks",
        "disks[]": "disks[]",
        "disks[].bus": "disks[].bus | disks[].size",
        "claim": "disks[].size",
    }
)


@pytest.mark.parametrize(
    ("route", "file", "written"),
    [
        (("kind",), "a", ()),
        (("metadata", "name"), "a", ("metadata", "name")),
        (("metadata", "labels", "x"), "a", ("metadata",)),
        (("disks",), "a", ("spec", "disks")),
        (("disks", "data"), "a", ("spec", "disks", 0)),
        (("disks", "data", "bus"), "a", ("spec", "disks", 0, "bus")),
        (("disks", "root", "bus"), "t", ("spec", "disks", 0, "size")),
        (("disks", "root", "else"), "t", ("spec", "disks", 0)),
        (("disks", "gone", "bus"), "a", ("spec", "disks")),
        (("claim",), "t", ("spec", "disks", 0, "size")),
        (("unknown",), "a", ()),
    ],
)
def test_the_longest_row_and_the_first_route_that_is_written_decide(route: Route, file: str, written: Route) -> None:
    at = MAP.where(route, WRITTEN, ("root",) if route == ("claim",) else ())
    assert (at.file, at.route) == (f"catalog/{file}.yaml", written)


@pytest.mark.parametrize(("route", "is_known"), [(("disks", "a", "b", "c"), True), (("spec",), False), ((), False)])
def test_a_row_holds_for_all_that_is_below_it(route: Route, *, is_known: bool) -> None:
    assert (MAP.row(route) is not None) == is_known


def test_items_of_a_rendered_list_lead_to_the_items_of_their_names() -> None:
    body = {"kind": "X", "disks": [{"name": "root", "bus": "a"}, {"name": "data", "bus": "b"}]}
    manifest = Manifest(body, "x.yaml", WRITTEN, MAP)
    assert manifest.where(("disks", 1, "bus")).route == ("spec", "disks", 0, "bus")
