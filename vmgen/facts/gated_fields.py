"""What KubeVirt refuses in a machine, or in its own object, while a feature gate is off.

Sources: pkg/virt-api/webhooks/validating-webhook/admitters, pkg/network/admitter and pkg/storage/admitters of
kubevirt/kubevirt v1.6.6 to v1.9.0.
"""

from types import MappingProxyType

from vmgen.records import record

_SETTINGS = "spec.configuration."


@record
class GatedField:
    """A field; `[]` goes through a list."""

    path: str
    gate: str
    value: str | bool | None = None
    """Where one value alone needs the gate."""

    @property
    def name(self) -> str:
        setting = self.path.removeprefix(_SETTINGS)
        return self.path.rpartition(".")[2] if setting == self.path else setting


GATED_SETTINGS = (
    GatedField("spec.configuration.changedBlockTrackingLabelSelectors", "IncrementalBackup"),
    GatedField("spec.configuration.migrations.maxDowntimeMs", "MigrationStallDetection"),
    GatedField("spec.configuration.roleAggregationStrategy", "OptOutRoleAggregation", value="Manual"),
    GatedField("spec.configuration.virtTemplateDeployment.enabled", "Template", value=True),
)
"""Of the KubeVirt object (pkg/virt-operator/webhooks/kubevirt-update-admitter.go). The first is refused nowhere, and
does nothing (pkg/storage/cbt)."""

GATED_FIELDS = (
    GatedField("domain.devices.autoattachVSOCK", "VSOCK", value=True),
    GatedField("domain.devices.disks[].lun.reservation", "PersistentReservation", value=True),
    GatedField("domain.devices.downwardMetrics", "DownwardMetrics"),
    GatedField("domain.devices.gpus[].claimName", "GPUsWithDRA"),
    GatedField("domain.devices.hostDevices", "HostDevices"),
    GatedField("domain.devices.hostDevices[].claimName", "HostDevicesWithDRA"),
    GatedField("domain.devices.interfaces[].passtBinding", "PasstBinding"),
    GatedField("domain.devices.interfaces[].portRanges", "PortRangesSpec"),
    GatedField("domain.devices.panicDevices", "PanicDevices"),
    GatedField("domain.devices.video", "VideoConfig"),
    GatedField("domain.launchSecurity.sev", "WorkloadEncryptionSEV"),
    GatedField("domain.launchSecurity.snp", "WorkloadEncryptionSEV"),
    GatedField("domain.launchSecurity.tdx", "WorkloadEncryptionTDX"),
    GatedField("domain.memory.reservedOverhead", "ReservedOverheadMemlock"),
    GatedField("domain.rebootPolicy", "RebootPolicy"),
    GatedField("networks[].resourceClaim", "NetworkDevicesWithDRA"),
    GatedField("utilityVolumes", "UtilityVolumes"),
    GatedField("volumes[].downwardMetrics", "DownwardMetrics"),
    GatedField("volumes[].hostDisk", "HostDisk"),
)
"""Of the machine's `spec.template.spec`."""
GATED_ANNOTATIONS = MappingProxyType(
    {"hooks.kubevirt.io/hookSidecars": "Sidecar", "kubevirt.io/ignitiondata": "ExperimentalIgnitionSupport"}
)
"""Of `spec.template.metadata`, where they say something."""

SHARED_VOLUMES = MappingProxyType(
    {
        "configMap": "EnableVirtioFsConfigVolumes",
        "dataVolume": "EnableVirtioFsStorageVolumes",
        "downwardAPI": "EnableVirtioFsConfigVolumes",
        "persistentVolumeClaim": "EnableVirtioFsStorageVolumes",
        "secret": "EnableVirtioFsConfigVolumes",
        "serviceAccount": "EnableVirtioFsConfigVolumes",
    }
)
"""By kind of volume, the gate that lets a machine have it as a file system (virtiofs)."""
EMPTY_CDROM = "DeclarativeHotplugVolumes"
"""For a CD-ROM without a volume, into which somebody will put one."""
SECURE_EXECUTION = "SecureExecution"
"""For `launchSecurity` on s390x."""
