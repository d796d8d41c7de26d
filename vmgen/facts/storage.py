"""Which access and volume modes the storage provisioners offer, the one that CDI would choose first.

Source: pkg/storagecapabilities/storagecapabilities.go of kubevirt/containerized-data-importer at 007b952: from it CDI
fills the StorageProfiles. Rows with `is_known_to_cdi=False` are not in it. Migration: Longhorn's NFS exports lose the
lock of a disk (longhorn/longhorn#10498).
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache

from vmgen.records import record


@record
class Mode:
    access: str
    volume: str


RWX_BLOCK = Mode("ReadWriteMany", "Block")
RWX_FILE = Mode("ReadWriteMany", "Filesystem")
RWO_BLOCK = Mode("ReadWriteOnce", "Block")
RWO_FILE = Mode("ReadWriteOnce", "Filesystem")
ROX_BLOCK = Mode("ReadOnlyMany", "Block")
ROX_FILE = Mode("ReadOnlyMany", "Filesystem")


@record
class Provisioner:
    """`name` and the values in `parameters` are shell patterns; of several rows that match, the first holds."""

    name: str
    modes: tuple[Mode, ...]
    parameters: tuple[tuple[str, str], ...] = ()
    is_node_bound: bool = False
    """A volume stays on one node, and so does the machine that uses it."""
    loses_locks: bool = False
    """A machine cannot migrate although the volume can be mounted on two nodes."""
    is_known_to_cdi: bool = True
    """False: CDI refuses a DataVolume `storage` that names no access mode."""

    @property
    def migratable(self) -> tuple[Mode, ...]:
        """The modes in which a machine can migrate live, preferred first."""
        if self.is_node_bound or self.loses_locks:
            return ()
        return tuple(mode for mode in self.modes if mode.access == "ReadWriteMany")


_BLOCK = (RWX_BLOCK, RWO_BLOCK, RWO_FILE)
_BLOCK_AND_READERS = (*_BLOCK, ROX_BLOCK, ROX_FILE)
_SINGLE = (RWO_BLOCK, RWO_FILE)
_FILE = (RWX_FILE, RWO_FILE)
_FILE_AND_READERS = (*_FILE, ROX_FILE)
_NFS_TYPE = (("csi.storage.k8s.io/fstype", "nfs"),)
_NFS_MOUNT = (("sharedv4_mount_options", "*vers=3.0*"), ("sharedv4_mount_options", "*nolock*"))

PROVISIONERS = (
    # Ceph, for itself, under Rook and under OpenShift Data Foundation.
    Provisioner("kubernetes.io/rbd", _BLOCK),
    Provisioner("rbd.csi.ceph.com", _BLOCK),
    Provisioner("*.rbd.csi.ceph.com", _BLOCK),
    Provisioner("cephfs.csi.ceph.com", (RWX_FILE,)),
    Provisioner("*.cephfs.csi.ceph.com", (RWX_FILE,)),
    # Longhorn: by a StorageClass's parameters, in the order in which CDI asks for them.
    Provisioner("driver.longhorn.io", (RWX_BLOCK, RWO_BLOCK), (("migratable", "true"),)),
    Provisioner("driver.longhorn.io", _FILE, (("nfsOptions", "?*"),), loses_locks=True),
    Provisioner("driver.longhorn.io", (RWO_FILE,), (("fsType", "?*"),)),
    Provisioner("driver.longhorn.io", (RWO_BLOCK,)),
    # One node's own disks.
    Provisioner("kubevirt.io.hostpath-provisioner", (RWO_FILE,), is_node_bound=True),
    Provisioner("kubevirt.io/hostpath-provisioner", (RWO_FILE,), is_node_bound=True),
    Provisioner("k8s.io/minikube-hostpath", (RWO_FILE,), is_node_bound=True),
    Provisioner("topolvm.io", _SINGLE, is_node_bound=True),
    Provisioner("topolvm.cybozu.com", _SINGLE, is_node_bound=True),
    Provisioner("rancher.io/local-path", (RWO_FILE,), is_node_bound=True, is_known_to_cdi=False),
    Provisioner("openebs.io/local", (RWO_FILE,), is_node_bound=True, is_known_to_cdi=False),
    Provisioner("local.csi.openebs.io", _SINGLE, is_node_bound=True, is_known_to_cdi=False),
    Provisioner("zfs.csi.openebs.io", _SINGLE, is_node_bound=True, is_known_to_cdi=False),
    # Replicated between nodes.
    Provisioner("linstor.csi.linbit.com", _BLOCK_AND_READERS),
    Provisioner("io.openebs.csi-mayastor", _SINGLE, is_known_to_cdi=False),
    Provisioner("kubernetes.io/storageos", (RWO_FILE,)),
    Provisioner("storageos", (RWO_FILE,)),
    Provisioner("kubesan.gitlab.io", (RWX_BLOCK, ROX_BLOCK, RWO_BLOCK, RWO_FILE)),
    # NFS.
    Provisioner("nfs.csi.k8s.io", (RWX_FILE,)),
    Provisioner("*nfs-subdir-external-provisioner", (RWX_FILE,)),
    # Clouds.
    Provisioner("ebs.csi.aws.com", _BLOCK, (("type", "io2"),)),
    Provisioner("ebs.csi.aws.com", (RWO_BLOCK,)),
    Provisioner("kubernetes.io/aws-ebs", (RWO_BLOCK,)),
    Provisioner("efs.csi.aws.com", _FILE),
    Provisioner("disk.csi.azure.com", (RWO_BLOCK,)),
    Provisioner("kubernetes.io/azure-disk", (RWO_BLOCK,)),
    Provisioner("file.csi.azure.com", (RWX_FILE,)),
    Provisioner("kubernetes.io/azure-file", (RWX_FILE,)),
    Provisioner("pd.csi.storage.gke.io", _BLOCK, (("type", "hyperdisk-balanced"),)),
    Provisioner("pd.csi.storage.gke.io", _BLOCK, (("type", "hyperdisk-balanced-high-availability"),)),
    Provisioner("pd.csi.storage.gke.io", (RWO_BLOCK,)),
    Provisioner("kubernetes.io/gce-pd", (RWO_BLOCK,)),
    Provisioner("blockvolume.csi.oraclecloud.com", _BLOCK),
    Provisioner("cinder.csi.openstack.org", _SINGLE),
    Provisioner("manila.csi.openstack.org", (RWX_FILE,)),
    # Virtualization platforms.
    Provisioner("csi.vsphere.vmware.com", (RWX_FILE, RWO_BLOCK, RWO_FILE), (("csi.storage.k8s.io/fstype", "*nfs*"),)),
    Provisioner("csi.vsphere.vmware.com", _SINGLE),
    Provisioner("csi.ovirt.org", _SINGLE),
    # Storage arrays. Trident and Infinidat are unknown without the parameter that names the protocol.
    Provisioner("csi.trident.netapp.io", _FILE, (("backendType", "ontap-nas*"),)),
    Provisioner("csi.trident.netapp.io", (RWX_BLOCK,), (("backendType", "ontap-san*"),)),
    Provisioner(
        "csi.trident.netapp.io",
        _FILE,
        (("backendType", "google-cloud-netapp-volumes"), ("selector", "*performance=flex*")),
    ),
    Provisioner("infinibox-csi-driver", _BLOCK, (("storage_protocol", "iscsi"),)),
    Provisioner("infinibox-csi-driver", _BLOCK, (("storage_protocol", "fc"),)),
    Provisioner("infinibox-csi-driver", _BLOCK, (("storage_protocol", "nvme"),)),
    Provisioner("infinibox-csi-driver", _FILE, (("storage_protocol", "nfs*"),)),
    Provisioner("csi-unity.dellemc.com", _FILE_AND_READERS, (("protocol", "nfs"),)),
    Provisioner("csi-unity.dellemc.com", _BLOCK_AND_READERS),
    Provisioner("csi-vxflexos.dellemc.com", _FILE_AND_READERS, _NFS_TYPE),
    Provisioner("csi-vxflexos.dellemc.com", _BLOCK_AND_READERS),
    Provisioner("csi-isilon.dellemc.com", _FILE_AND_READERS),
    Provisioner("csi-powermax.dellemc.com", _FILE_AND_READERS, _NFS_TYPE),
    Provisioner("csi-powermax.dellemc.com", (*_BLOCK, ROX_BLOCK)),
    Provisioner("csi-powerstore.dellemc.com", _FILE_AND_READERS, _NFS_TYPE),
    Provisioner("csi-powerstore.dellemc.com", (*_BLOCK, ROX_BLOCK)),
    Provisioner("csi.huawei.com", _FILE_AND_READERS, (("protocol", "nfs"),)),
    Provisioner("csi.huawei.com", _BLOCK_AND_READERS),
    Provisioner("csi.hpe.com", _BLOCK),
    Provisioner("hspc.csi.hitachi.com", _BLOCK),
    Provisioner("block.csi.ibm.com", _BLOCK),
    Provisioner("spectrumscale.csi.ibm.com", _FILE),
    Provisioner("pxd.portworx.com", _BLOCK, (("backend", "pure_block"),)),
    Provisioner("pxd.portworx.com", _FILE, (("backend", "pure_fa_file"),)),
    Provisioner("pxd.portworx.com", _FILE, (("backend", ""), *_NFS_MOUNT)),
    Provisioner("pxd.portworx.com", (RWX_BLOCK, RWX_FILE, RWO_BLOCK, RWO_FILE)),
    Provisioner("kubernetes.io/portworx-volume", _FILE, _NFS_MOUNT),
    Provisioner("kubernetes.io/portworx-volume", (RWX_BLOCK, RWX_FILE, RWO_BLOCK, RWO_FILE)),
)

UNSUPPORTED_PROVISIONERS = ("*.ceph.rook.io/bucket", "*.noobaa.io/obc", "stork-snapshot")
"""Patterns of provisioners of buckets and the like, which no disk can use."""


def provisioner_of(name: str, parameters: Mapping[str, str]) -> Provisioner | None:
    """The row for a StorageClass with this provisioner and these parameters; None if there is none."""
    return next((row for row in PROVISIONERS if _matches(row, name, parameters)), None)


def modes_of(name: str, parameters: Mapping[str, str]) -> tuple[Mode, ...] | None:
    """What such a class offers, preferred first; None for a provisioner that is not in the table.

    Behind what CDI lists comes what goes with it: one node where many may write, and a file system on a block device.
    """
    return _modes_of(name, tuple(sorted(parameters.items())))


@cache
def _modes_of(name: str, parameters: tuple[tuple[str, str], ...]) -> tuple[Mode, ...] | None:
    row = provisioner_of(name, dict(parameters))
    if row is None:
        return None
    weaker = (Mode("ReadWriteOnce", mode.volume) for mode in row.modes)
    return tuple(dict.fromkeys((*row.modes, *weaker, RWO_FILE)))


def is_unsupported(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in UNSUPPORTED_PROVISIONERS)


def _matches(row: Provisioner, name: str, parameters: Mapping[str, str]) -> bool:
    return fnmatchcase(name, row.name) and all(
        fnmatchcase(parameters.get(key, "").lower(), value) for key, value in row.parameters
    )
