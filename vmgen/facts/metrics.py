"""Which metrics there are to ask for: those that our rules and dashboards use, who brings them, and with which labels.

Sources: docs/observability/metrics.md and pkg/monitoring/metrics/ of kubevirt/kubevirt v1.6.0, v1.7.0, v1.8.4, v1.9.0
(`since` is the first of these lines with the metric); fluxcd.io/flux/monitoring/metrics and custom-metrics;
docs/metrics/ of kubernetes/kube-state-metrics; collector/ of prometheus/node_exporter; controller/metrics/ of
kubernetes-sigs/sig-storage-lib-external-provisioner. `namespace` of Flux' own metrics is `exported_namespace` once they
are scraped.
"""

import enum
import re
from functools import cache

from vmgen.facts.releases import Release, release_of
from vmgen.records import record


class Origin(enum.Enum):
    """Who brings a metric."""

    KUBEVIRT = "KubeVirt"
    FLUX = "Flux"
    FLUX_RESOURCES = "kube-state-metrics, set up for Flux' resources"
    KUBE_STATE = "kube-state-metrics"
    NODE = "node_exporter"
    STORAGE = "the provisioners of storage classes"
    PROMETHEUS = "Prometheus"


@record
class Metric:
    """`labels` are those beside what scraping adds, with blanks between them."""

    name: str
    type: str
    labels: str
    origin: Origin = Origin.KUBEVIRT
    since: Release | None = None

    @property
    def series(self) -> frozenset[str]:
        """The names under which Prometheus has it."""
        if self.type != "histogram":
            return frozenset({self.name})
        return frozenset(f"{self.name}_{part}" for part in ("bucket", "count", "sum"))

    def is_in(self, version: str) -> bool:
        """Whether a KubeVirt of this version brings it; what others bring is there."""
        release = release_of(version)
        return self.since is None or release is None or self.since.line <= release.line


_MACHINE = "namespace name node"
_DRIVE = f"{_MACHINE} drive"
_INTERFACE = f"{_MACHINE} interface"
_FILESYSTEM = f"{_MACHINE} disk_name mount_point file_system_type"
_MIGRATION = "namespace vmi vmim"
_SINCE_1_7, _SINCE_1_8 = Release(1, 7), Release(1, 8)

METRICS = (
    Metric("kubevirt_info", "gauge", "goversion kubeversion"),
    Metric("kubevirt_virt_api_ready_status", "gauge", "", since=_SINCE_1_8),
    Metric("kubevirt_virt_controller_ready_status", "gauge", ""),
    Metric("kubevirt_virt_handler_ready_status", "gauge", "", since=_SINCE_1_8),
    Metric("kubevirt_virt_operator_ready_status", "gauge", ""),
    Metric("kubevirt_vm_info", "gauge", "namespace name os workload flavor machine_type status status_group"),
    Metric("kubevirt_vmi_cpu_usage_seconds_total", "counter", _MACHINE),
    Metric("kubevirt_vmi_filesystem_capacity_bytes", "gauge", _FILESYSTEM),
    Metric("kubevirt_vmi_filesystem_used_bytes", "gauge", _FILESYSTEM),
    Metric("kubevirt_vmi_guest_load_1m", "gauge", _MACHINE, since=_SINCE_1_7),
    Metric("kubevirt_vmi_info", "gauge", f"{_MACHINE} phase os workload flavor evictable outdated"),
    Metric("kubevirt_vmi_memory_available_bytes", "gauge", _MACHINE),
    Metric("kubevirt_vmi_memory_resident_bytes", "gauge", _MACHINE),
    Metric("kubevirt_vmi_memory_swap_in_traffic_bytes", "gauge", _MACHINE),
    Metric("kubevirt_vmi_memory_swap_out_traffic_bytes", "gauge", _MACHINE),
    Metric("kubevirt_vmi_memory_usable_bytes", "gauge", _MACHINE),
    Metric("kubevirt_vmi_migration_failed", "gauge", _MIGRATION),
    Metric("kubevirt_vmi_migrations_in_pending_phase", "gauge", ""),
    Metric("kubevirt_vmi_migrations_in_running_phase", "gauge", ""),
    Metric("kubevirt_vmi_migrations_in_scheduling_phase", "gauge", ""),
    Metric("kubevirt_vmi_network_receive_bytes_total", "counter", _INTERFACE),
    Metric("kubevirt_vmi_network_receive_errors_total", "counter", _INTERFACE),
    Metric("kubevirt_vmi_network_receive_packets_dropped_total", "counter", _INTERFACE),
    Metric("kubevirt_vmi_network_transmit_bytes_total", "counter", _INTERFACE),
    Metric("kubevirt_vmi_network_transmit_errors_total", "counter", _INTERFACE),
    Metric("kubevirt_vmi_network_transmit_packets_dropped_total", "counter", _INTERFACE),
    Metric("kubevirt_vmi_non_evictable", "gauge", _MACHINE),
    Metric("kubevirt_vmi_number_of_outdated", "gauge", ""),
    Metric("kubevirt_vmi_storage_iops_read_total", "counter", _DRIVE),
    Metric("kubevirt_vmi_storage_iops_write_total", "counter", _DRIVE),
    Metric("kubevirt_vmi_storage_read_times_seconds_total", "counter", _DRIVE),
    Metric("kubevirt_vmi_storage_read_traffic_bytes_total", "counter", _DRIVE),
    Metric("kubevirt_vmi_storage_write_times_seconds_total", "counter", _DRIVE),
    Metric("kubevirt_vmi_storage_write_traffic_bytes_total", "counter", _DRIVE),
    Metric("kubevirt_vmi_vcpu_delay_seconds_total", "counter", f"{_MACHINE} id"),
    Metric("kubevirt_vmi_vcpu_wait_seconds_total", "counter", f"{_MACHINE} id"),
    Metric("controller_runtime_reconcile_errors_total", "counter", "controller", Origin.FLUX),
    Metric("gotk_reconcile_duration_seconds", "histogram", "kind name exported_namespace", Origin.FLUX),
    Metric(
        "gotk_resource_info",
        "gauge",
        "customresource_kind exported_namespace name ready suspended",
        Origin.FLUX_RESOURCES,
    ),
    Metric("controller_persistentvolumeclaim_provision_duration_seconds", "histogram", "class", Origin.STORAGE),
    Metric("kube_node_status_allocatable", "gauge", "node resource unit", Origin.KUBE_STATE),
    Metric("kube_pod_container_resource_requests", "gauge", "namespace pod node resource unit", Origin.KUBE_STATE),
    Metric("node_cpu_seconds_total", "counter", "cpu mode", Origin.NODE),
    Metric("node_disk_io_time_seconds_total", "counter", "device", Origin.NODE),
    Metric("node_filesystem_avail_bytes", "gauge", "device fstype mountpoint", Origin.NODE),
    Metric("node_filesystem_size_bytes", "gauge", "device fstype mountpoint", Origin.NODE),
    Metric("node_memory_MemAvailable_bytes", "gauge", "", Origin.NODE),
    Metric("node_memory_MemTotal_bytes", "gauge", "", Origin.NODE),
    Metric("node_network_receive_bytes_total", "counter", "device", Origin.NODE),
    Metric("node_network_transmit_bytes_total", "counter", "device", Origin.NODE),
    Metric("node_pressure_cpu_waiting_seconds_total", "counter", "", Origin.NODE),
    Metric("node_pressure_io_waiting_seconds_total", "counter", "", Origin.NODE),
    Metric("node_pressure_memory_waiting_seconds_total", "counter", "", Origin.NODE),
    Metric("up", "gauge", "", Origin.PROMETHEUS),
)
"""By origin, and by name."""

SCRAPED_LABELS = frozenset({"container", "endpoint", "instance", "job", "namespace", "pod", "service"})
"""What a ServiceMonitor adds to every series."""

SCRAPED_JOB = "kubevirt-prometheus-metrics"
"""The Service that all components of KubeVirt share (pkg/virt-operator/resource/generate/components/deployments.go)."""

_TEXT = re.compile(r'"[^"]*"')
_ASIDE = re.compile(r"\{[^}]*\}|\[[^]]*\]|\b(?:by|on|group_left|ignoring)\s*\([^)]*\)")
_NAME = re.compile(r"(?<![\w$:])[a-zA-Z_:][\w:]*\b(?!\s*\()")
_OPERATORS = frozenset({"and", "bool", "group_left", "offset", "or", "unless"})


@cache
def series_in(expression: str) -> frozenset[str]:
    """The names of the series that an expression of PromQL asks for."""
    return frozenset(_NAME.findall(_ASIDE.sub(" ", _TEXT.sub('""', expression)))) - _OPERATORS


def is_answered(expression: str, version: str) -> bool:
    """Whether a cluster with this version of KubeVirt has every series that an expression asks for."""
    by_series = _by_series()
    return all(name in by_series and by_series[name].is_in(version) for name in series_in(expression))


@cache
def _by_series() -> dict[str, Metric]:
    return {name: metric for metric in METRICS for name in metric.series}
