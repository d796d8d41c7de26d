"""Which labels KubeVirt keeps for itself.

Source: `restrictedVmiLabels` in pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go, with the
names from staging/src/kubevirt.io/api/core/v1/types.go (kubevirt/kubevirt v1.6.6 to v1.9.0).
"""

RESERVED_LABELS = frozenset(
    {
        "kubevirt.io/created-by",
        "kubevirt.io/install-strategy",
        "kubevirt.io/migrationJobUID",
        "kubevirt.io/migrationTargetNodeName",
        "kubevirt.io/nodeName",
        "kubevirt.io/schedulable",
    }
)
"""A machine whose template has one of them is refused."""

KUBERNETES_DOMAINS = ("kubernetes.io", "k8s.io", "kubevirt.io")
"""Prefixes, also of subdomains, of labels that nodes get by themselves: from kubelet, the cloud, and KubeVirt
(kubernetes.io/docs/reference/labels-annotations-taints; kubevirt/kubevirt pkg/virt-handler/node-labeller)."""

MANAGED_NODE_LABELS = (
    "cloud.google.com/gke-",
    "doks.digitalocean.com/",
    "eks.amazonaws.com/",
    "hypershift.openshift.io/",
    "kubernetes.azure.com/",
)
"""What the labels start with that services and hosted control planes set on their nodes, none of which is one of the
control plane (documentation of GKE, DigitalOcean, EKS, HyperShift and AKS)."""
