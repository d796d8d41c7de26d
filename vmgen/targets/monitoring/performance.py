"""The dashboard "VM Performance Metrics": what machines use, and what they wait for."""

from vmgen.targets.monitoring.grafana import Dashboard, Panel, Query, Variable

_HERE = '{namespace=~"$namespace", name=~"$machine"}'
_WHO = "{{namespace}}/{{name}}"


def _rate(metric: str) -> str:
    return f"sum by (namespace, name) (rate(kubevirt_vmi_{metric}{_HERE}[$__rate_interval]))"


def _rates(title: str, unit: str, **metrics: str) -> Panel:
    """Each metric under the word that goes behind the name of the machine in the legend."""
    queries = tuple(Query(_rate(metric), f"{_WHO} {word}") for word, metric in metrics.items())
    return Panel(title, unit, queries)


def _mean(seconds: str, count: str, word: str) -> Query:
    return Query(f"{_rate(seconds)} / {_rate(count)}", f"{_WHO} {word}")


def _gauge(metric: str) -> str:
    return f"max by (namespace, name) (kubevirt_vmi_{metric}{_HERE})"


PERFORMANCE = Dashboard(
    "vm-performance-metrics",
    "VM Performance Metrics",
    (
        Variable("namespace", "kubevirt_vmi_info", "namespace"),
        Variable("machine", 'kubevirt_vmi_info{namespace=~"$namespace"}', "name"),
    ),
    (
        Panel("CPU: cores in use", "none", (Query(_rate("cpu_usage_seconds_total"), _WHO),)),
        Panel("Load in the guest", "short", (Query(_gauge("guest_load_1m"), _WHO),)),
        Panel("CPU: ready, and not running", "s", (Query(_rate("vcpu_delay_seconds_total"), _WHO),)),
        Panel("CPU: waiting for disks", "s", (Query(_rate("vcpu_wait_seconds_total"), _WHO),)),
        Panel(
            "Memory in use",
            "percentunit",
            (Query(f"1 - {_gauge('memory_usable_bytes')} / {_gauge('memory_available_bytes')}", _WHO),),
        ),
        Panel("Memory taken from the node", "bytes", (Query(_gauge("memory_resident_bytes"), _WHO),)),
        _rates(
            "Swapping in the guest",
            "Bps",
            **{"in": "memory_swap_in_traffic_bytes", "out": "memory_swap_out_traffic_bytes"},
        ),
        Panel(
            "File systems in use",
            "percentunit",
            (
                Query(
                    "max by (namespace, name, mount_point) (kubevirt_vmi_filesystem_used_bytes"
                    f"{_HERE} / kubevirt_vmi_filesystem_capacity_bytes{_HERE})",
                    f"{_WHO} {{{{mount_point}}}}",
                ),
            ),
        ),
        _rates(
            "Disks: bytes",
            "Bps",
            read="storage_read_traffic_bytes_total",
            written="storage_write_traffic_bytes_total",
        ),
        _rates("Disks: operations", "iops", read="storage_iops_read_total", written="storage_iops_write_total"),
        Panel(
            "Disks: time of an operation",
            "s",
            (
                _mean("storage_read_times_seconds_total", "storage_iops_read_total", "read"),
                _mean("storage_write_times_seconds_total", "storage_iops_write_total", "written"),
            ),
        ),
        _rates(
            "Network: bytes",
            "Bps",
            received="network_receive_bytes_total",
            sent="network_transmit_bytes_total",
        ),
        _rates(
            "Network: packets dropped",
            "pps",
            received="network_receive_packets_dropped_total",
            sent="network_transmit_packets_dropped_total",
        ),
        _rates(
            "Network: errors",
            "pps",
            received="network_receive_errors_total",
            sent="network_transmit_errors_total",
        ),
    ),
)
