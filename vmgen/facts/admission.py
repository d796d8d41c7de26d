"""What the admission of KubeVirt and CDI takes, where their schemas leave it open.

Sources: pkg/storage/admitters/disks.go of kubevirt/kubevirt v1.9.0; pkg/apiserver/webhooks/datavolume-validate.go and
pkg/apiserver/webhooks/util.go of kubevirt/containerized-data-importer v1.66.0.
"""

import re

DISK_DEVICES = ("disk", "cdrom", "lun")
DISK_VALUES = {
    "cache": ("", "none", "writethrough", "writeback"),
    "errorPolicy": ("stop", "ignore", "report", "enospace"),
    "io": ("", "native", "threads"),
}
"""What a field of a disk may say; nothing, where it may be empty, is the same as no field."""
DISK_BUSES = ("", "virtio", "sata", "scsi", "usb")
DISK_SERIAL = re.compile(r"[A-Za-z0-9_.+-]{0,256}", re.ASCII)

DATA_SOURCES = ("http", "s3", "gcs", "registry", "pvc", "snapshot", "upload", "blank", "imageio", "vddk")
SIZED_SOURCES = ("pvc", "snapshot")
"""Copies, whose size CDI finds out."""
URL_SCHEMES = {
    "http": ("http://", "https://", "gs://"),
    "s3": ("http://", "https://", "gs://"),
    "gcs": ("http://", "https://", "gs://"),
    "registry": ("docker://", "oci-archive://"),
}
SOURCE_PROPERTIES = {
    "pvc": ("name", "namespace"),
    "snapshot": ("name", "namespace"),
    "imageio": ("url", "diskId", "secretRef"),
    "vddk": ("url", "uuid", "backingFile", "thumbprint", "secretRef"),
}
"""What a source cannot do without, also where the schema lets it."""
ACCESS_MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
