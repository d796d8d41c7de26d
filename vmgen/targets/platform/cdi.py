"""The CDI object: what cdi-operator installs, and how."""

from vmgen.facts import components
from vmgen.fleet.fleet import Cluster
from vmgen.targets.labels import KEEP, VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject
from vmgen.targets.platform.tolerations import tolerations
from vmgen.targets.source_map import SourceMap

CDI_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "cdi",
        "metadata.labels": "metadata.name",
        "spec": "cdi",
        "spec.workload.tolerations": "nodes",
    }
)
_LINUX = {"nodeSelector": {"kubernetes.io/os": "linux"}}


def cdi(cluster: Cluster) -> JsonObject:
    component = components.CDI
    tolerated = tolerations(cluster)
    return {
        "apiVersion": component.api_version,
        "kind": component.kind,
        "metadata": {
            "name": component.instance,
            "labels": cluster_labels(cluster),
            "annotations": {**KEEP, **VERBATIM},
        },
        "spec": {
            # Disks wait for their machine, so that storage of one node is made on the machine's node.
            "config": {"featureGates": ["HonorWaitForFirstConsumer"]},
            "imagePullPolicy": "IfNotPresent",
            "infra": _LINUX,
            # The default would remove every DataVolume together with this object.
            "uninstallStrategy": "BlockUninstallIfWorkloadsExist",
            "workload": {**_LINUX, "tolerations": tolerated} if tolerated else _LINUX,
        },
    }
