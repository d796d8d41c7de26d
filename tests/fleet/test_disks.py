"""Is a disk with its size, its source, its class and its modes what the author and the cluster say?"""

import pytest

from tests.fleet.linking import machine, refused
from vmgen.fleet.fleet import Disk
from vmgen.model.spec.source import (
    BlankSource,
    ClaimSource,
    ContainerDiskSource,
    DataSourceSource,
    ExistingClaimSource,
    GcsSource,
    HttpSource,
    RegistrySource,
    S3Source,
    SnapshotSource,
    Source,
)

STORAGE = """\
storage:
  default: %s
  aliases: {fast: block, gone: nowhere}
  classes:
  - {name: block, provisioner: example.org/block, accessMode: ReadWriteMany, volumeMode: Block}
  - {name: file, provisioner: example.org/file}
"""
DEBIAN = RegistrySource(url="docker://example.org/debian:13")


def disk(fields: str, *, cluster: str = "") -> Disk:
    return machine(f"disks: [{{name: root, {fields}}}]", cluster=cluster).disks[0]


@pytest.mark.parametrize(
    ("source", "linked", "size", "claim"),
    [
        ("{}", None, "9Gi", "web-root"),
        ("{blank: {}}", BlankSource(), "9Gi", "web-root"),
        ("{image: debian}", DEBIAN, "9Gi", "web-root"),
        ("{registry: {url: 'docker://a'}}", RegistrySource(url="docker://a"), "9Gi", "web-root"),
        ("{http: {url: 'https://a'}}", HttpSource(url="https://a"), "9Gi", "web-root"),
        ("{containerDisk: {image: a}}", ContainerDiskSource(image="a"), "", ""),
        ("{existingClaim: {name: old}}", ExistingClaimSource(name="old"), "", "old"),
        ("{s3: {url: 'https://a/b/c'}}", S3Source(url="https://a/b/c"), "9Gi", "web-root"),
        ("{gcs: {url: 'gs://a/b'}}", GcsSource(url="gs://a/b"), "9Gi", "web-root"),
        ("{pvc: {name: a}}", ClaimSource(name="a"), "9Gi", "web-root"),
        ("{snapshot: {name: a, namespace: b}}", SnapshotSource(name="a", namespace="b"), "9Gi", "web-root"),
        ("{dataSource: {name: a}}", DataSourceSource(name="a"), "9Gi", "web-root"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_disk_has_its_source(source: str, linked: Source | None, size: str, claim: str) -> None:
    found = disk("size: 9Gi" if source == "{}" else f"size: 9Gi, source: {source}")
    assert (found.source, found.size, found.claim) == (linked, size, claim)


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ("size: 9Gi, source: {image: debian}", "9Gi"),
        ("source: {image: debian}", "3Gi"),
        ("size: 9Gi, source: {image: unmeasured}", "9Gi"),
    ],
)
def test_a_disk_without_a_size_has_that_of_its_image(fields: str, size: str) -> None:
    assert disk(fields).size == size


@pytest.mark.parametrize("source", ["{pvc: {name: a}}", "{snapshot: {name: a}}", "{dataSource: {name: a}}"])
def test_a_copy_is_as_large_as_its_original(source: str) -> None:
    assert disk(f"source: {source}").size == ""


def test_an_image_is_on_a_file_system_of_its_own_size() -> None:
    """CDI adds to the claim what the file system takes: the size is what the guest gets."""
    found = disk("source: {image: debian}, size: 3Gi, volumeMode: Filesystem")
    assert (found.size, found.volume_mode) == ("3Gi", "Filesystem")


@pytest.mark.parametrize("source", ["", "source: {blank: {}}", "source: {image: debian}"])
def test_a_claim_can_have_another_name(source: str) -> None:
    assert disk(f"size: 9Gi, claimName: legacy, {source}").claim == "legacy"


@pytest.mark.parametrize("source", ["{containerDisk: {image: a}}", "{existingClaim: {name: old}}"])
def test_only_a_claim_that_is_made_has_a_name_to_choose(source: str) -> None:
    assert refused(f"disks: [{{name: root, claimName: legacy, source: {source}}}]") == [
        ("conflicting-fields", 6, "`claimName` for the disk `root`, which makes no claim")
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{http: {url: 'https://a', secretRef: nobody}}", "no SecretRef `nobody` in the namespace `default`"),
        ("{http: {url: 'https://a', secretRef: web-init}}", "the SecretRef `web-init` has no key `accessKeyId`"),
        ("{gcs: {url: 'gs://a/b', secretRef: db-init}}", "no SecretRef `db-init` in the namespace `default`"),
    ],
)
def test_the_secret_of_a_download_is_declared(source: str, message: str) -> None:
    fault = refused(f"disks: [{{name: root, size: 9Gi, source: {source}}}]")[0]
    assert fault == ("secret-not-found", 6, message)


@pytest.mark.parametrize(
    "fields", ["source: {image: unmeasured}", "source: {blank: {}}", "bus: virtio", "source: {http: {url: https://a}}"]
)
def test_a_disk_needs_a_size(fields: str) -> None:
    assert refused(f"disks: [{{name: root, {fields}}}]") == [("missing-field", 6, "the disk `root` has no `size`")]


def test_the_first_disk_is_made_from_the_image_of_the_machine() -> None:
    found = machine("image: debian\ndisks:\n- {name: root}\n- {name: data, size: 1Gi}").disks
    assert [(one.source, one.image.name if one.image else None) for one in found] == [(DEBIAN, "debian"), (None, None)]


def test_two_sources_of_the_first_disk_are_one_too_many() -> None:
    assert refused("image: debian\ndisks: [{name: root, size: 1Gi, source: {blank: {}}}]") == [
        ("conflicting-fields", 6, "`image` beside `disks[root].source`: both say what the first disk holds")
    ]


@pytest.mark.parametrize(
    ("defaults", "fields", "source"),
    [
        ("disks: [{name: root, size: 9Gi, source: {blank: {}}}]", "image: debian", DEBIAN),
        ("image: debian", "disks: [{name: root, size: 9Gi, source: {blank: {}}}]", BlankSource()),
        ("image: debian", "disks: [{name: root}]", DEBIAN),
    ],
)
def test_the_source_of_the_first_disk_is_that_of_the_higher_layer(defaults: str, fields: str, source: Source) -> None:
    assert machine(fields, cluster=f"defaults: {{{defaults}}}").disks[0].source == source


def test_an_image_needs_a_disk() -> None:
    assert refused("image: debian") == [("missing-field", 6, "an image, and no disk to put it on")]


@pytest.mark.parametrize(
    ("architecture", "source"), [("amd64", DEBIAN), ("arm64", HttpSource(url="https://example.org/debian.qcow2"))]
)
def test_an_image_is_that_of_the_architecture(architecture: str, source: Source) -> None:
    found = machine(f"image: debian\ndisks: [{{name: root}}]\nplacement: {{architecture: {architecture}}}")
    assert (found.architecture, found.disks[0].source) == (architecture, source)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("image: debain\ndisks: [{name: a}]", ("image-not-found", 6, "no Image `debain`")),
        ("disks: [{name: a, size: 1Gi, source: {image: x}}]", ("image-not-found", 6, "no Image `x`")),
        (
            "image: debian\ndisks: [{name: a}]\nplacement: {architecture: s390x}",
            (
                "image-architecture-missing",
                6,
                "the Image `debian` is for `amd64`, `arm64`, and the machine runs on `s390x`",
            ),
        ),
        (
            "networks: [{name: eth0, networkName: frnt}]",
            ("network-configuration-not-found", 6, "no NetworkConfiguration `frnt`"),
        ),
        (
            "disks: [{name: a, size: 1Gi, storageClass: gold}]",
            ("storage-class-not-found", 6, "the Cluster lists no storage class `gold`"),
        ),
    ],
)
def test_what_is_named_and_is_not_there_is_told(fields: str, fault: tuple[str, int, str]) -> None:
    assert refused(fields)[0] == fault


@pytest.mark.parametrize(
    ("written", "default", "real"),
    [
        ("", "block", "block"),
        ("storageClass: default", "block", "block"),
        ("", "fast", "block"),
        ("storageClass: fast", "file", "block"),
        ("storageClass: file", "block", "file"),
    ],
)
def test_a_class_goes_by_its_name_or_its_alias_or_as_default(written: str, default: str, real: str) -> None:
    found = disk(f"size: 1Gi, {written}", cluster=STORAGE % default)
    assert found.known_class is not None
    assert (found.storage_class, found.known_class.name) == (real, real)


def test_the_cluster_decides_where_nobody_names_a_class() -> None:
    found = disk("size: 1Gi", cluster="storage: {classes: [{name: a, provisioner: b, accessMode: ReadWriteMany}]}")
    assert (found.storage_class, found.known_class, found.access_mode) == ("", None, "ReadWriteOnce")


@pytest.mark.parametrize("written", ["nowhere", "slow"])
def test_a_class_that_the_cluster_does_not_list_is_told(written: str) -> None:
    fault = refused(f"disks: [{{name: a, size: 1Gi, storageClass: {written}}}]", cluster=STORAGE % "file")[0]
    assert fault[:2] == ("storage-class-not-found", 6)


@pytest.mark.parametrize(
    ("fields", "modes"),
    [
        ("storageClass: block", ("ReadWriteMany", "Block")),
        ("storageClass: file", ("ReadWriteOnce", "")),
        ("storageClass: block, accessMode: ReadWriteOnce", ("ReadWriteOnce", "Block")),
        ("storageClass: block, volumeMode: Filesystem", ("ReadWriteMany", "Filesystem")),
        ("storageClass: file, accessMode: ReadOnlyMany, volumeMode: Block", ("ReadOnlyMany", "Block")),
    ],
)
def test_modes_are_those_of_the_disk_else_of_its_class(fields: str, modes: tuple[str, str]) -> None:
    found = disk(f"size: 1Gi, {fields}", cluster=STORAGE % "file")
    assert (found.access_mode, found.volume_mode) == modes


OFFERS = """\
storage:
  classes:
  - {name: array, provisioner: example.org/array, claimPropertySets: [%s]}
"""


@pytest.mark.parametrize(
    ("offered", "fields", "modes"),
    [
        ("{accessModes: [ReadWriteMany], volumeMode: Block}", "", ("ReadWriteMany", "")),
        ("{accessModes: [ReadWriteMany], volumeMode: Block}", "source: {blank: {}}", ("ReadWriteMany", "Block")),
        ("{accessModes: [ReadWriteMany, ReadWriteOnce], volumeMode: Block}", "type: lun", ("ReadWriteOnce", "Block")),
        (
            "{accessModes: [ReadWriteMany], volumeMode: Block}, {accessModes: [ReadWriteOnce], volumeMode: Filesystem}",
            "source: {blank: {}}",
            ("ReadWriteOnce", "Filesystem"),
        ),
        (
            "{accessModes: [ReadWriteMany], volumeMode: Block}, {accessModes: [ReadWriteOnce], volumeMode: Filesystem}",
            "source: {blank: {}}, accessMode: ReadWriteMany",
            ("ReadWriteMany", "Block"),
        ),
    ],
)
def test_modes_follow_from_what_the_class_is_said_to_offer(offered: str, fields: str, modes: tuple[str, str]) -> None:
    found = disk(f"size: 1Gi, storageClass: array, {fields}", cluster=OFFERS % offered)
    assert (found.access_mode, found.volume_mode) == modes


@pytest.mark.parametrize(
    ("architecture", "type_", "bus"),
    [
        ("amd64", "lun", "scsi"),
        ("arm64", "lun", "scsi"),
        ("amd64", "disk", "virtio"),
        ("arm64", "disk", "virtio"),
        ("s390x", "disk", "virtio"),
        ("amd64", "cdrom", "sata"),
        ("arm64", "cdrom", "scsi"),
        ("s390x", "cdrom", "scsi"),
    ],
)
def test_a_bus_that_nobody_names_is_one_that_boots(architecture: str, type_: str, bus: str) -> None:
    fields = f"disks: [{{name: a, size: 1Gi, type: {type_}}}]\nplacement: {{architecture: {architecture}}}"
    found = machine(fields).disks[0]
    assert (found.bus, found.is_cdrom) == (bus, type_ == "cdrom")


@pytest.mark.parametrize(
    ("nodes", "fields", "architecture"),
    [
        ("amd64", "", "amd64"),
        ("arm64 arm64", "", "arm64"),
        ("amd64 arm64", "placement: {architecture: arm64}", "arm64"),
        ("amd64", "placement: {architecture: arm64}", "arm64"),
    ],
)
def test_a_machine_runs_on_the_architecture_of_the_nodes_or_its_own(nodes: str, fields: str, architecture: str) -> None:
    assert machine(fields, nodes=nodes).architecture == architecture


def test_nodes_of_several_architectures_leave_a_question() -> None:
    assert refused("", nodes="arm64 amd64") == [
        ("ambiguous-architecture", 3, "the nodes of `lab` are `amd64` and `arm64`, and nothing says which")
    ]
