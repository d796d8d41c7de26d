"""Does the table answer for a StorageClass what CDI would?"""

import pytest

from vmgen.facts.storage import (
    PROVISIONERS,
    ROX_BLOCK,
    RWO_BLOCK,
    RWO_FILE,
    RWX_BLOCK,
    RWX_FILE,
    Mode,
    Provisioner,
    is_unsupported,
    modes_of,
    provisioner_of,
)

MIGRATABLE = {"migratable": "true", "fsType": "ext4"}
NFS_EXPORT = {"nfsOptions": "vers=4.2", "fsType": "ext4"}


@pytest.mark.parametrize(
    ("name", "parameters", "modes"),
    [
        ("rook-ceph.rbd.csi.ceph.com", {}, (RWX_BLOCK, RWO_BLOCK, RWO_FILE)),
        ("rook-ceph.cephfs.csi.ceph.com", {}, (RWX_FILE, RWO_FILE)),
        ("rancher.io/local-path", {}, (RWO_FILE,)),
        ("driver.longhorn.io", {}, (RWO_BLOCK, RWO_FILE)),
        ("driver.longhorn.io", {"fsType": "ext4"}, (RWO_FILE,)),
        ("driver.longhorn.io", MIGRATABLE, (RWX_BLOCK, RWO_BLOCK, RWO_FILE)),
        ("driver.longhorn.io", {"migratable": "false"}, (RWO_BLOCK, RWO_FILE)),
        ("driver.longhorn.io", NFS_EXPORT, (RWX_FILE, RWO_FILE)),
        ("kubesan.gitlab.io", {}, (RWX_BLOCK, ROX_BLOCK, RWO_BLOCK, RWO_FILE)),
        ("csi.vsphere.vmware.com", {"csi.storage.k8s.io/fstype": "NFS4"}, (RWX_FILE, RWO_BLOCK, RWO_FILE)),
        ("csi.vsphere.vmware.com", {"csi.storage.k8s.io/fstype": "ext4"}, (RWO_BLOCK, RWO_FILE)),
        ("csi.trident.netapp.io", {"backendType": "ontap-san-economy"}, (RWX_BLOCK, RWO_BLOCK, RWO_FILE)),
        ("pxd.portworx.com", {"sharedv4_mount_options": "vers=3.0,nolock"}, (RWX_FILE, RWO_FILE)),
        ("pxd.portworx.com", {"sharedv4_mount_options": "nolock"}, (RWX_BLOCK, RWX_FILE, RWO_BLOCK, RWO_FILE)),
    ],
)
def test_modes_come_preferred_first(name: str, parameters: dict[str, str], modes: tuple[Mode, ...]) -> None:
    assert modes_of(name, parameters) == modes


@pytest.mark.parametrize("name", ["example.org/disks", "csi.trident.netapp.io", "xrbd.csi.ceph.com", ""])
def test_unknown_provisioners_are_not_in_the_table(name: str) -> None:
    assert modes_of(name, {}) is None


@pytest.mark.parametrize(
    ("name", "parameters", "modes"),
    [
        ("rbd.csi.ceph.com", {}, (RWX_BLOCK,)),
        ("nfs.csi.k8s.io", {}, (RWX_FILE,)),
        ("driver.longhorn.io", MIGRATABLE, (RWX_BLOCK,)),
        ("driver.longhorn.io", NFS_EXPORT, ()),
        ("driver.longhorn.io", {}, ()),
        ("topolvm.io", {}, ()),
        ("rancher.io/local-path", {}, ()),
    ],
)
def test_machines_migrate_in_shared_modes(name: str, parameters: dict[str, str], modes: tuple[Mode, ...]) -> None:
    row = provisioner_of(name, parameters)
    assert row
    assert row.migratable == modes


@pytest.mark.parametrize("row", PROVISIONERS, ids=lambda row: f"{row.name} {dict(row.parameters)}")
def test_every_row_can_be_reached(row: Provisioner) -> None:
    """A row behind one that matches more would never be found."""
    parameters: dict[str, str] = {}
    for key, pattern in row.parameters:
        parameters[key] = parameters.get(key, "") + pattern.replace("*", "").replace("?", "x")
    assert provisioner_of(row.name.replace("*", "some."), parameters) is row


def test_volumes_of_one_node_are_never_shared() -> None:
    shared = [
        row.name for row in PROVISIONERS if row.is_node_bound and RWX_FILE.access in {m.access for m in row.modes}
    ]
    assert shared == []


@pytest.mark.parametrize(
    ("name", "answer"),
    [("openshift-storage.noobaa.io/obc", True), ("rook-ceph.ceph.rook.io/bucket", True), ("x", False)],
)
def test_buckets_are_no_disks(name: str, *, answer: bool) -> None:
    assert is_unsupported(name) == answer
