"""The dashboard "KubeVirt Overview": how many machines there are, where, and which need somebody."""

from vmgen.targets.monitoring.grafana import Dashboard, Panel, Query, Variable

_HERE = 'namespace=~"$namespace"'


def _count(title: str, groups: str) -> Panel:
    query = Query(f'count(kubevirt_vm_info{{{_HERE}, status_group=~"{groups}"}}) or vector(0)')
    return Panel(title, "none", (query,), "stat", 4)


def _machines_by(label: str, title: str) -> Panel:
    return Panel(title, "none", (Query(f"count by ({label}) (kubevirt_vm_info{{{_HERE}}})", f"{{{{{label}}}}}"),))


OVERVIEW = Dashboard(
    "kubevirt-overview",
    "KubeVirt Overview",
    (Variable("namespace", "kubevirt_vm_info", "namespace"),),
    (
        _count("Machines", ".+"),
        _count("Running", "running"),
        _count("Starting", "starting"),
        _count("Migrating", "migrating"),
        _count("Stopped", "non_running"),
        _count("Failed", "error"),
        _machines_by("status", "Machines by status"),
        _machines_by("flavor", "Machines by template"),
        _machines_by("os", "Machines by image"),
        Panel(
            "Machines by node",
            "none",
            (Query(f'count by (node) (kubevirt_vmi_info{{{_HERE}, phase="running"}})', "{{node}}"),),
        ),
        Panel(
            "Migrations",
            "none",
            (
                Query("sum(kubevirt_vmi_migrations_in_pending_phase)", "pending"),
                Query("sum(kubevirt_vmi_migrations_in_scheduling_phase)", "scheduling"),
                Query("sum(kubevirt_vmi_migrations_in_running_phase)", "running"),
            ),
        ),
        Panel(
            "Machines that hold something up",
            "none",
            (
                Query(f"sum(kubevirt_vmi_non_evictable{{{_HERE}}})", "cannot leave their node"),
                Query("sum(kubevirt_vmi_number_of_outdated)", "older than KubeVirt"),
            ),
        ),
        Panel(
            "KubeVirt: components that are ready",
            "none",
            (
                Query("sum(kubevirt_virt_operator_ready_status)", "virt-operator"),
                Query("sum(kubevirt_virt_controller_ready_status)", "virt-controller"),
            ),
        ),
        Panel(
            "KubeVirt: servers that are ready",
            "none",
            (
                Query("sum(kubevirt_virt_api_ready_status)", "virt-api"),
                Query("sum(kubevirt_virt_handler_ready_status)", "virt-handler"),
            ),
        ),
        Panel("KubeVirt: version", "none", (Query("count by (kubeversion) (kubevirt_info)"),), "table"),
        Panel(
            "Machines that do not start",
            "none",
            (
                Query(
                    "max by (namespace, name, status) "
                    f'(kubevirt_vm_info{{{_HERE}, status=~"errorunschedulable|.*backoff|.*error|.*notfound"}})'
                ),
            ),
            "table",
        ),
    ),
)
