"""What is worth waking somebody for: the alerts on machines, in PromQL, that KubeVirt does not have itself."""

from vmgen.records import record

MACHINES = "MACHINES"
"""In an expression: the matcher of the namespaces that machines are in."""

UNLESS_OFF = " UNLESS_OFF"
"""In an expression: without the machines whose run strategy lets them stand still."""

LINKS = "LINKS"
"""In an expression: the matchers of the Kustomizations of the chain."""

JOB = "JOB"
"""In an expression: the matcher of what scrapes KubeVirt."""

# What is full from the day it is mounted, or is no disk.
_NO_DISK = "CDFS|UDF|iso9660|overlay|squashfs|tmpfs|udf"


@record
class Alert:
    """`covered_by` is the alert of KubeVirt that says the same, and in whose place ours stands where it is missing."""

    name: str
    expression: str
    severity: str
    summary: str
    description: str
    lasts: str = ""
    """For how long it must be so; at once where it is empty."""
    covered_by: str = ""


_WHO = "{{ $labels.namespace }}/{{ $labels.name }}"

ALERTS = (
    Alert(
        "MachineDown",
        f'max by (namespace, name, status) (kubevirt_vm_info{{{MACHINES}, status=~"paused|stopped"}}){UNLESS_OFF}',
        "critical",
        "A machine that is to run always does not run.",
        f"{_WHO} is {{{{ $labels.status }}}}, and its run strategy is Always.",
        "10m",
    ),
    Alert(
        "MachineFailed",
        f'max by (namespace, name, status) (kubevirt_vm_info{{{MACHINES}, status_group="error"}})',
        "critical",
        "A machine cannot start.",
        f"{_WHO} has the status {{{{ $labels.status }}}}.",
        "10m",
        "VirtualMachineStuckInUnhealthyState",
    ),
    Alert(
        "MachineWaitsForVolume",
        f'max by (namespace, name) (kubevirt_vm_info{{{MACHINES}, status="waitingforvolumebinding"}})',
        "warning",
        "A machine waits for one of its disks.",
        f"{_WHO} starts as soon as its claims are bound: `kubectl get pvc` says which one is not.",
        "15m",
    ),
    Alert(
        "MachineMigrationFailed",
        f"max by (namespace, name) (label_replace(kubevirt_vmi_migration_failed{{{MACHINES}}} "
        f"unless on (namespace, vmim) kubevirt_vmi_migration_failed{{{MACHINES}}} offset 1h, "
        '"name", "$1", "vmi", "(.+)"))',
        "warning",
        "A migration failed within the last hour.",
        f"{_WHO} is still where it was: `kubectl get vmim` says why.",
    ),
    Alert(
        "MachineRestartRequired",
        f'max by (namespace, name, flavor) (kubevirt_vm_info{{{MACHINES}, status_group="running"}}) '
        f"unless on (namespace, name, flavor) kubevirt_vmi_info{{{MACHINES}}} "
        f'and on (namespace, name) kubevirt_vmi_info{{{MACHINES}, flavor!="<none>"}}',
        "info",
        "A machine runs with another template than it has now.",
        f"{_WHO} has the template {{{{ $labels.flavor }}}}, and was started with another: what cannot change while it "
        "runs comes with its next start.",
        "1h",
    ),
    Alert(
        "MachineFilesystemAlmostFull",
        "max by (namespace, name, mount_point) "
        f'(kubevirt_vmi_filesystem_used_bytes{{{MACHINES}, file_system_type!~"{_NO_DISK}"}} '
        f"/ kubevirt_vmi_filesystem_capacity_bytes{{{MACHINES}}}) > 0.9",
        "warning",
        "A file system in a guest is almost full.",
        f"{_WHO} has used {{{{ $value | humanizePercentage }}}} of {{{{ $labels.mount_point }}}}.",
        "10m",
        "GuestFilesystemAlmostOutOfSpace",
    ),
    Alert(
        "MachineFilesystemFillsUp",
        "max by (namespace, name, mount_point) "
        f'(predict_linear(kubevirt_vmi_filesystem_used_bytes{{{MACHINES}, file_system_type!~"{_NO_DISK}"}}[6h], 86400) '
        f"> kubevirt_vmi_filesystem_capacity_bytes{{{MACHINES}}})",
        "warning",
        "A file system in a guest will be full within a day.",
        f"{_WHO} fills {{{{ $labels.mount_point }}}} as fast as in the last six hours.",
        "1h",
    ),
    Alert(
        "MachineNotEvictable",
        f"max by (namespace, name, node) (kubevirt_vmi_non_evictable{{{MACHINES}}}) == 1",
        "warning",
        "A machine that is to leave its node by migration cannot migrate.",
        f"{_WHO} keeps {{{{ $labels.node }}}} from being drained.",
        "5m",
        "VMCannotBeEvicted",
    ),
    Alert(
        "MachineMetricsMissing",
        f"absent(up{{{JOB}}} == 1)",
        "critical",
        "Nobody measures KubeVirt.",
        "Prometheus scrapes no component of KubeVirt: none of the other alerts on machines can fire.",
        "10m",
        "VirtControllerDown",
    ),
    Alert(
        "FleetNotReconciled",
        'max by (name) (gotk_resource_info{customresource_kind="Kustomization", '
        f'{LINKS}, ready="False", suspended!="true"}})',
        "warning",
        "Flux does not get a part of the fleet into the cluster.",
        "The Kustomization {{ $labels.name }} is not ready: `flux get kustomizations` says why.",
        "30m",
    ),
)
