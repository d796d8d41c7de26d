"""PersistentVolumeClaim for a disk without a source, DataVolume for one with: neither dies with its machine."""

from vmgen.facts.storage import modes_of
from vmgen.fleet.fleet import Disk, Machine
from vmgen.model.spec.source import BlankSource, HttpSource, RegistrySource
from vmgen.targets.labels import CREATE_ONCE, KEEP, VERBATIM, Labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.source_map import SourceMap

_METADATA_SOURCES = {
    "apiVersion": "",
    "kind": "",
    "metadata.name": "disks[].name",
    "metadata.namespace": "metadata.namespace",
    "metadata.labels": "metadata.labels",
    "metadata.annotations": "protection.storage | disks[]",
}

CLAIM_SOURCES = SourceMap(
    {
        **_METADATA_SOURCES,
        "spec.accessModes": "disks[].accessMode | disks[].storageClass | disks[]",
        "spec.resources.requests.storage": "disks[].size",
        "spec.storageClassName": "disks[].storageClass | disks[]",
        "spec.volumeMode": "disks[].volumeMode | disks[].storageClass | disks[]",
    }
)
DATA_VOLUME_SOURCES = SourceMap(
    {
        **_METADATA_SOURCES,
        "spec.source": "disks[].source | image",
        "spec.source.http.url": "disks[].source.http.url | disks[].source.image | image",
        "spec.source.http.checksum": "disks[].source.http.checksum | disks[].source.image | image",
        "spec.source.registry.url": "disks[].source.registry.url | disks[].source.image | image",
        "spec.storage.accessModes": "disks[].accessMode | disks[].storageClass | disks[]",
        "spec.storage.resources.requests.storage": "disks[].size | disks[].source.image | image",
        "spec.storage.storageClassName": "disks[].storageClass | disks[]",
        "spec.storage.volumeMode": "disks[].volumeMode | disks[].storageClass | disks[]",
    }
)


def persistent_volume_claim(machine: Machine, disk: Disk, labels: Labels) -> JsonObject:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": _metadata(machine, disk, labels, {}),
        "spec": _volume(disk, disk.volume_mode),
    }


def data_volume(machine: Machine, disk: Disk, labels: Labels) -> JsonObject:
    """Modes are written out: where CDI does not know them, it waits for ever (pkg/controller/datavolume/util.go)."""
    return {
        "apiVersion": "cdi.kubevirt.io/v1beta1",
        "kind": "DataVolume",
        "metadata": _metadata(machine, disk, labels, {**CREATE_ONCE, **VERBATIM}),
        "spec": {"source": _source(disk), "storage": _volume(disk, disk.volume_mode or _volume_mode(disk))},
    }


def _metadata(machine: Machine, disk: Disk, labels: Labels, annotations: dict[str, str]) -> JsonObject:
    keep = KEEP if machine.spec.protection.storage == "retain" else {}
    return present(
        {
            "name": disk.claim,
            "namespace": machine.namespace,
            "labels": labels,
            "annotations": {**keep, **annotations} or None,
        }
    )


def _volume(disk: Disk, volume_mode: str) -> JsonObject:
    return present(
        {
            "accessModes": [disk.access_mode],
            "resources": {"requests": {"storage": disk.size}},
            "storageClassName": disk.storage_class or None,
            "volumeMode": volume_mode or None,
        }
    )


def _volume_mode(disk: Disk) -> str:
    """The mode that CDI would prefer for the access mode, so that the object says what happens."""
    known = disk.known_class
    modes = modes_of(known.provisioner, known.parameters) if known else None
    return next((mode.volume for mode in modes or () if mode.access == disk.access_mode), "Filesystem")


def _source(disk: Disk) -> JsonObject:
    if isinstance(disk.source, HttpSource):
        return {"http": present({"url": disk.source.url, "checksum": disk.source.checksum or None})}
    if isinstance(disk.source, RegistrySource):
        return {"registry": {"url": disk.source.url}}
    return {"blank": {}} if isinstance(disk.source, BlankSource) else {}
