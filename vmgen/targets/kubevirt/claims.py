"""PersistentVolumeClaim for a disk without a source, DataVolume for one with: neither dies with its machine."""

from vmgen.fleet.fleet import Cluster, Disk, Machine
from vmgen.fleet.locked import written_image
from vmgen.model.image_reference import DOCKER
from vmgen.model.spec.source import (
    BlankSource,
    ClaimSource,
    DataSourceSource,
    GcsSource,
    HttpSource,
    RegistrySource,
    S3Source,
    SnapshotSource,
)
from vmgen.targets.labels import ADOPT, CREATE_ONCE, KEEP, VERBATIM, Labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.source_map import SourceMap

_METADATA_SOURCES = {
    "apiVersion": "",
    "kind": "",
    "metadata.name": "disks[].claimName | disks[].name",
    "metadata.namespace": "metadata.namespace",
    "metadata.labels": "metadata.labels",
    "metadata.annotations": "disks[].protect | protection.storage | disks[]",
}

_PROPERTIES = (
    "gcs.secretRef",
    "gcs.url",
    "http.certConfigMap",
    "http.checksum",
    "http.secretRef",
    "http.url",
    "pvc.name",
    "pvc.namespace",
    "registry.certConfigMap",
    "registry.platform",
    "registry.platform.architecture",
    "registry.pullMethod",
    "registry.secretRef",
    "registry.url",
    "s3.certConfigMap",
    "s3.secretRef",
    "s3.url",
    "snapshot.name",
    "snapshot.namespace",
)
"""What DataVolumes and catalog call alike."""

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
        **{f"spec.source.{one}": f"disks[].source.{one} | disks[].source.image | image" for one in _PROPERTIES},
        "spec.sourceRef": "disks[].source.dataSource | disks[].source.image | image",
        "spec.sourceRef.name": "disks[].source.dataSource.name | disks[].source.image | image",
        "spec.sourceRef.namespace": "disks[].source.dataSource.namespace | disks[].source.image | image",
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
    adopt = ADOPT if disk.spec.claim_name else {}
    return {
        "apiVersion": "cdi.kubevirt.io/v1beta1",
        "kind": "DataVolume",
        "metadata": _metadata(machine, disk, labels, {**CREATE_ONCE, **VERBATIM, **adopt}),
        "spec": {**_contents(machine, disk), "storage": _volume(disk, disk.volume_mode or "Filesystem")},
    }


def _metadata(machine: Machine, disk: Disk, labels: Labels, annotations: dict[str, str]) -> JsonObject:
    protect = disk.spec.protect
    keep = KEEP if (machine.spec.protection.storage == "retain" if protect is None else protect) else {}
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
            "resources": {"requests": {"storage": disk.size}} if disk.size else None,
            "storageClassName": disk.storage_class or None,
            "volumeMode": volume_mode or None,
        }
    )


def _contents(machine: Machine, disk: Disk) -> JsonObject:
    source = disk.source
    match source:
        case DataSourceSource():
            return {"sourceRef": {"kind": "DataSource", **_named(source, machine)}}
        case ClaimSource() | SnapshotSource():
            return {"source": {source.key: _named(source, machine)}}
        case HttpSource():
            body = {"url": source.url, "checksum": source.checksum, **_access(source)}
        case RegistrySource():
            body = {
                "url": _written_url(machine.cluster, source.url),
                "pullMethod": source.pull_method,
                **_access(source),
            }
            body["platform"] = {"architecture": source.platform.architecture} if source.platform else None
        case S3Source():
            body = {"url": source.url, **_access(source)}
        case GcsSource():
            body = {"url": source.url, "secretRef": source.secret_ref}
        case _:
            return {"source": {BlankSource.key: {}}}
    return {"source": {source.key: {key: value for key, value in body.items() if value}}}


def _written_url(cluster: Cluster, url: str) -> str:
    """An archive in a file has no digest to pin."""
    return f"{DOCKER}{written_image(cluster, url.removeprefix(DOCKER))}" if url.startswith(DOCKER) else url


def _named(source: ClaimSource | SnapshotSource | DataSourceSource, machine: Machine) -> JsonObject:
    return {"name": source.name, "namespace": source.namespace or machine.namespace}


def _access(source: HttpSource | RegistrySource | S3Source) -> JsonObject:
    return {"secretRef": source.secret_ref, "certConfigMap": source.cert_config_map}
