"""What runs of KubeVirt and CDI beside their operators: the names that changes to them go by.

Sources: pkg/virt-operator/resource/generate/components of kubevirt/kubevirt v1.6.6 to v1.9.0;
pkg/operator/resources/namespaced of kubevirt/containerized-data-importer v1.61.1 to v1.66.0.
"""

from collections.abc import Mapping
from types import MappingProxyType

Workloads = Mapping[str, frozenset[str]]

KUBEVIRT_WORKLOADS: Workloads = MappingProxyType(
    {
        "DaemonSet": frozenset({"virt-handler"}),
        "Deployment": frozenset(
            {
                "virt-api",
                "virt-controller",
                "virt-exportproxy",
                "virt-synchronization-controller",
                "virt-template-apiserver",
                "virt-template-controller",
            }
        ),
    }
)
CDI_WORKLOADS: Workloads = MappingProxyType(
    {"DaemonSet": frozenset(), "Deployment": frozenset({"cdi-apiserver", "cdi-deployment", "cdi-uploadproxy"})}
)
"""By kind. What there is of other kinds is more, and not listed."""
