"""The dashboard "Node Resource Usage": what nodes have, what is promised, and what machines take of it."""

from vmgen.targets.monitoring.grafana import Dashboard, Panel, Query

_BY_INSTANCE = "{{instance}}"
_BY_NODE = "{{node}}"


def _rate(metric: str, matchers: str = "") -> str:
    return f"sum by (instance) (rate({metric}{matchers}[$__rate_interval]))"


def _promised(title: str, resource: str) -> Panel:
    matcher = f'{{resource="{resource}"}}'
    requests = f"sum by (node) (kube_pod_container_resource_requests{matcher})"
    allocatable = f"sum by (node) (kube_node_status_allocatable{matcher})"
    return Panel(title, "percentunit", (Query(f"{requests} / {allocatable}", _BY_NODE),))


NODES = Dashboard(
    "node-resource-usage",
    "Node Resource Usage",
    (),
    (
        Panel(
            "CPU in use",
            "percentunit",
            (
                Query(
                    '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))', _BY_INSTANCE
                ),
            ),
        ),
        Panel(
            "Memory in use",
            "percentunit",
            (Query("1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes", _BY_INSTANCE),),
        ),
        _promised("CPU requested of what there is", "cpu"),
        _promised("Memory requested of what there is", "memory"),
        Panel(
            "Cores that machines use",
            "none",
            (Query("sum by (node) (rate(kubevirt_vmi_cpu_usage_seconds_total[$__rate_interval]))", _BY_NODE),),
        ),
        Panel(
            "Memory that machines take",
            "bytes",
            (Query("sum by (node) (kubevirt_vmi_memory_resident_bytes)", _BY_NODE),),
        ),
        Panel(
            "Waiting for CPU, memory, disks",
            "s",
            (
                Query(_rate("node_pressure_cpu_waiting_seconds_total"), f"{_BY_INSTANCE} CPU"),
                Query(_rate("node_pressure_memory_waiting_seconds_total"), f"{_BY_INSTANCE} memory"),
                Query(_rate("node_pressure_io_waiting_seconds_total"), f"{_BY_INSTANCE} disks"),
            ),
        ),
        Panel(
            "Disks in use",
            "percentunit",
            (Query("max by (instance) (rate(node_disk_io_time_seconds_total[$__rate_interval]))", _BY_INSTANCE),),
        ),
        Panel(
            "File systems in use",
            "percentunit",
            (
                Query(
                    '1 - node_filesystem_avail_bytes{fstype!~"tmpfs|squashfs|overlay"} / node_filesystem_size_bytes',
                    f"{_BY_INSTANCE} {{{{mountpoint}}}}",
                ),
            ),
        ),
        Panel(
            "Network",
            "Bps",
            (
                Query(_rate("node_network_receive_bytes_total", '{device!="lo"}'), f"{_BY_INSTANCE} received"),
                Query(_rate("node_network_transmit_bytes_total", '{device!="lo"}'), f"{_BY_INSTANCE} sent"),
            ),
        ),
        Panel(
            "Machines that a node can have at most",
            "none",
            (Query('sum by (node) (kube_node_status_allocatable{resource="devices_kubevirt_io_kvm"})', _BY_NODE),),
        ),
        Panel(
            "Machines on a node",
            "none",
            (Query('count by (node) (kubevirt_vmi_info{phase="running"})', _BY_NODE),),
        ),
    ),
)
