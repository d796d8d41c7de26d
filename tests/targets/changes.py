"""The catalog of every field, compiled, and compiled again with one of its leaves changed."""

import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel

from tests.support import TESTS, compile_files, fixture_files
from vmgen.diagnostics import Route
from vmgen.model.kinds import KIND_BY_NAME, KINDS, Kind
from vmgen.model.shape import fields
from vmgen.model.spec.machine import MachineSpec
from vmgen.model.spec.metadata import Metadata
from vmgen.pipeline import Compilation
from vmgen.syntax.documents import Document, parse
from vmgen.targets.lower import lower
from vmgen.targets.manifest import Manifest

FILES = fixture_files((TESTS / "targets" / "every_field.yaml").read_text(encoding="utf-8"))
DOCUMENTS = parse(FILES)[0]

# What a text is changed to, by its path, by the last two keys above it or by the last one: another name, or another
# word of a choice.
OTHERS: Mapping[str, tuple[str, ...]] = {
    "Cluster.spec.kubernetes.version": ("1.34", "1.30"),
    "NetworkConfiguration.spec.type": ("bridge", "ovs", "existing"),
    "accessMode": ("ReadWriteMany", "ReadWriteOnce"),
    "accessModes": ("ReadWriteMany", "ReadWriteOnce"),
    "architecture": ("amd64", "arm64"),
    "binding": ("masquerade", "bridge"),
    "additionalGuestMemoryOverheadRatio": ("1.2", "1.3"),
    "batchEvictionInterval": ("1m0s", "2m0s"),
    "ceph-file": ("0.02", "0.03"),
    "ciphers": ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    "duration": ("168h", "48h", "36h"),
    "global": ("0.06", "0.05"),
    "renewBefore": ("24h", "12h", "6h"),
    "cloneStrategyOverride": ("copy", "snapshot"),
    "cpuModel": ("Skylake-Server-v4", "EPYC-v4"),
    "defaultNetworkInterface": ("masquerade", "bridge"),
    "distribution": ("kubernetes", "openshift"),
    "evictionStrategy": ("LiveMigrateIfPossible", "None"),
    "imagePullPolicy": ("IfNotPresent", "Always"),
    "minTLSVersion": ("VersionTLS12", "VersionTLS11"),
    "pciVendorSelector": ("10DE:1EB8", "10DE:1EB9"),
    "product": ("c52b", "c52c", "Example Cloud", "Example Box"),
    "vendor": ("046d", "046e"),
    "roleAggregationStrategy": ("AggregateToDefault", "Manual"),
    "tlsSecurityProfile.type": ("Custom", "Modern"),
    "patches.type": ("strategic", "merge"),
    "vmRolloutStrategy": ("LiveUpdate", "Stage"),
    "webhookPvcRendering": ("Disabled", "Enabled"),
    "supportContainerResources.type": ("sidecar", "virtiofs"),
    "workloadUpdateMethods": ("LiveMigrate", "Evict"),
    "serviceMonitor.interval": ("1m", "90s"),
    "leftOutAlerts": ("MachineRestartRequired", "MachineDown"),
    "bootOrder": ("disk", "cdrom", "network"),
    "bindingMode": ("WaitForFirstConsumer", "Immediate"),
    "bridge": ("br0", "br1"),
    "bus": ("virtio", "scsi", "sata"),
    "cache": ("none", "writeback"),
    "cloudInit.type": ("noCloud", "configDrive"),
    "cluster.vitistack.io/cluster-name": ("alpha", "beta"),
    "cidr": ("10.20.0.0/24", "10.20.0.0/23"),
    "device": ("disk", "cdrom"),
    "default": ("ceph-block", "ceph-file"),
    "dhcpRange": ("10.20.0.12", "10.20.0.11"),
    "disksPolicy": ("replace", "merge"),
    "fast": ("ceph-block", "ceph-file"),
    "gateway": ("10.20.0.1", "10.20.0.11"),
    "image": ("debian-13", "fedora-42"),
    "firmware": ("bios", "efi"),
    "format": ("qcow2", "iso"),
    "io": ("native", "threads"),
    "key": ("userdata", "networkdata"),
    "keys": ("userdata", "userData"),
    "macPrefix": ("02", "06"),
    "refreshInterval": ("1h", "2h"),
    "store.kind": ("ClusterSecretStore", "SecretStore"),
    "kind": ("GitRepository", "Bucket"),
    "deletionPolicy": ("Orphan", "Delete"),
    "min": ("4Gi", "6Gi"),
    "minMemory": ("2Gi", "16Gi"),
    "model": ("virtio", "e1000"),
    "effect": ("NoSchedule", "NoExecute"),
    "op": ("add", "copy"),
    "operator": ("Exists", "Equal"),
    "vmgen": (">=0.1", ">=1000"),
    "networkData": ("version: 2\nethernets: {}\n", "version: 2\nbonds: {}\n"),
    "networkName": ("front", "back"),
    "notifications.severity": ("info", "error"),
    "notifications.type": ("generic", "slack"),
    "podSecurity": ("baseline", "privileged"),
    "podBinding": ("masquerade", "bridge"),
    "os": ("linux", "windows"),
    "powerState": ("Running", "Halted"),
    "provisioner": ("rook-ceph.rbd.csi.ceph.com", "nfs.csi.k8s.io"),
    "pullMethod": ("pod", "node"),
    "runStrategy": ("RerunOnFailure", "Manual"),
    "sshKeys": ("ops", "developers"),
    "state": ("up", "down"),
    "storage": ("retain", "delete"),
    "storageClass": ("longhorn", "ceph-block", "fast"),
    "template": ("server", "medium", "small"),
    "to": ("10.0.0.0/8", "10.0.0.0/9"),
    "type": ("disk", "cdrom", "lun"),
    "userData": ("#cloud-config\npackages: [curl]\n", "#cloud-config\npackages: [wget]\n"),
    "userDataBase64": (
        "I2Nsb3VkLWNvbmZpZwpwYWNrYWdlczogW2N1cmxdCg==",
        "I2Nsb3VkLWNvbmZpZwpwYWNrYWdlczogW3dnZXRdCg==",
    ),
    "vmStateStorageClass": ("ceph-file", "ceph-block"),
    "volumeMode": ("Block", "Filesystem"),
}
_AMOUNT = re.compile(r"(\d+)([hms]|[KMGT]i)?")
_ADDRESS = re.compile(r"((?:\d+\.){3})(\d+)((?:/\d+)?)")
_HEXADECIMAL = re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}|sha256:[0-9a-f]{64}")
_RELEASE = re.compile(r"(v\d+\.)(\d+)\.\d+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of the catalog that holds no other. `path` is its place in the model: `Machine.spec.disks[].size`."""

    file: str
    document: int
    route: Route
    path: str
    value: Any = field(hash=False)

    def __str__(self) -> str:
        return f"{self.file.removeprefix('catalog/')}:{self.document}:{'.'.join(map(str, self.route))}"


@dataclass(frozen=True, slots=True)
class Compiled:
    """`objects` come with the name of their cluster."""

    compilation: Compilation
    objects: tuple[tuple[str, Manifest], ...]


def catalog_leaves() -> tuple[Leaf, ...]:
    return tuple(
        Leaf(one.file, one.index, route, _path(one.value["kind"], route), value)
        for one in DOCUMENTS
        for route, value in leaves({key: one.value[key] for key in ("metadata", "spec") if key in one.value})
    )


def model_leaves() -> frozenset[str]:
    """Every field of every kind that holds no other; `*` is a key that the author chooses."""
    return frozenset(path for kind in KINDS for path in _kind_leaves(kind))


def leaves(value: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (tuple, list)) else ()
    )
    if not children or not value:
        yield route, value
    for step, child in children:
        yield from leaves(child, (*route, step))


@cache
def unchanged() -> Compiled:
    return _compiled(DOCUMENTS)


@cache
def changed(leaf: Leaf) -> Compiled:
    return _compiled(tuple(_with_change(one, leaf) for one in DOCUMENTS))


def other(leaf: Leaf) -> Any:
    """Another value that the field takes."""
    value = leaf.value
    keys = [step for step in leaf.route if isinstance(step, str)]
    others = OTHERS.get(leaf.path, OTHERS.get(".".join(keys[-2:]), OTHERS.get(keys[-1], ())))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value in others:
        return next(one for one in others if one != value)
    return _other_text(value)


def _other_text(value: str) -> str:
    if _AMOUNT.fullmatch(value):
        return _AMOUNT.sub(lambda match: f"{int(match[1]) - 1}{match[2] or ''}", value)
    if _ADDRESS.fullmatch(value):
        return _ADDRESS.sub(lambda match: f"{match[1]}{int(match[2]) + 1}{match[3]}", value)
    if _RELEASE.fullmatch(value):
        return _RELEASE.sub(lambda match: f"{match[1]}{int(match[2]) - 1}.0", value)
    if _HEXADECIMAL.fullmatch(value):
        return f"{value[:-1]}a"
    return f"{value}x"


def _compiled(documents: tuple[Document, ...]) -> Compiled:
    """The texts are JSON, which is YAML; files without documents stay as they are."""
    texts = {file: "" if any(one.file == file for one in documents) else text for file, text in FILES.items()}
    for one in documents:
        texts[one.file] += f"---\n{json.dumps(one.value)}\n" if one.index else f"{json.dumps(one.value)}\n"
    compilation = compile_files(texts)
    fleet = compilation.fleet
    return Compiled(
        compilation, tuple((one.name, manifest) for one in fleet.clusters for manifest in lower(fleet, one))
    )


def _with_change(document: Document, leaf: Leaf) -> Document:
    if (document.file, document.index) != (leaf.file, leaf.document):
        return document
    return Document(document.file, document.index, _changed(document.value, leaf.route, leaf))


def _changed(value: Any, route: Route, leaf: Leaf) -> Any:
    """An empty mapping is taken away, anything else becomes its other."""
    step, *rest = route
    below = tuple(rest)
    if isinstance(value, tuple):
        return tuple(_changed_item(item, below, leaf) if index == step else item for index, item in enumerate(value))
    if not below and leaf.value == {}:
        return {key: item for key, item in value.items() if key != step}
    return {key: _changed_item(item, below, leaf) if key == step else item for key, item in value.items()}


def _changed_item(value: Any, route: Route, leaf: Leaf) -> Any:
    return _changed(value, route, leaf) if route else other(leaf)


def _path(kind: str, route: Route) -> str:
    known = _prefixes(kind)
    path = kind
    for step in route:
        named = f"{path}[]" if isinstance(step, int) else f"{path}.{step}"
        path = named if named in known or f"{path}.*" not in known else f"{path}.*"
    return path


@cache
def _prefixes(kind: str) -> frozenset[str]:
    known = KIND_BY_NAME[kind]
    paths = [*_kind_leaves(known)]
    if known.partial is not None:
        paths += _model_leaves(MachineSpec, ".".join((kind, "spec", *map(str, known.partial))))
    ends = re.compile(r"(?=\.|\[|$)")
    return frozenset(path[: end.start()] for path in paths for end in ends.finditer(path)) | frozenset(
        path[: end.end()] for path in paths for end in re.finditer(r"\[\]", path)
    )


def _kind_leaves(kind: Kind) -> Iterator[str]:
    yield from _model_leaves(Metadata, f"{kind.name}.metadata")
    yield from _model_leaves(kind.spec, f"{kind.name}.spec")


def _model_leaves(annotation: Any, path: str) -> Iterator[str]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in {typing.Union, types.UnionType, typing.Annotated}:
        yield from _model_leaves(arguments[0], path)
    elif origin is tuple:
        yield from _model_leaves(arguments[0], f"{path}[]")
    elif origin is dict and arguments[1] is not Any:
        yield from _model_leaves(arguments[1], f"{path}.*")
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel) and fields(annotation):
        for name, known in fields(annotation).items():
            yield from _model_leaves(known.annotation, f"{path}.{name}")
    elif origin is not dict:
        yield path
