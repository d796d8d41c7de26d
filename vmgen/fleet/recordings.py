"""What the metrics of the Machine operator were for: its six names, answered from what a cluster with Flux measures."""

from vmgen.fleet.alerts import LINKS
from vmgen.records import record

_PHASES = {
    "Creating": "starting",
    "Failed": "error",
    "Running": "running|migrating",
    "Stopped": "non_running",
}
"""The phases of a Machine, and the groups of KubeVirt's statuses that they are. None is Pending in a cluster."""


@record
class Recording:
    """A series that Prometheus keeps beside those that it scrapes; `labels` are added to it."""

    name: str
    expression: str
    labels: tuple[tuple[str, str], ...] = ()


RECORDINGS = (
    *(
        Recording(
            "kubevirt_operator_machines_total",
            "count by (template) "
            f'(label_replace(kubevirt_vm_info{{status_group=~"{groups}"}}, "template", "$1", "flavor", "(.*)"))',
            (("phase", phase),),
        )
        for phase, groups in _PHASES.items()
    ),
    *(
        Recording(
            f"kubevirt_operator_reconciliation_duration_seconds_{part}",
            f"sum by ({'controller, le' if part == 'bucket' else 'controller'}) "
            f'(label_replace(gotk_reconcile_duration_seconds_{part}{{kind="Kustomization", {LINKS}}}, '
            '"controller", "$1", "kind", "(.*)"))',
        )
        for part in ("bucket", "count", "sum")
    ),
    Recording(
        "kubevirt_operator_reconciliation_errors_total",
        'sum by (controller) (controller_runtime_reconcile_errors_total{controller="kustomization"})',
    ),
    Recording("kubevirt_operator_virtual_machines_total", "count by (status) (kubevirt_vm_info)"),
    *(
        Recording(
            f"kubevirt_operator_storage_provisioning_duration_seconds_{part}",
            f"sum by ({'storage_class, le' if part == 'bucket' else 'storage_class'}) "
            f"(label_replace(controller_persistentvolumeclaim_provision_duration_seconds_{part}, "
            '"storage_class", "$1", "class", "(.*)"))',
        )
        for part in ("bucket", "count", "sum")
    ),
)

NETWORK_ERRORS = "kubevirt_operator_network_configuration_errors_total"
"""The sixth has nothing to count: a network that is not right does not get past the build."""
