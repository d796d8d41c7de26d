"""What the API server calls kinds where rights are given: by the plural of their definitions, in their API group.

Sources: `spec.names.plural` of the released definitions of KubeVirt, CDI, Multus, External Secrets and Sealed Secrets;
core/v1 of Kubernetes.
"""

RESOURCES = {
    ("bitnami.com", "SealedSecret"): "sealedsecrets",
    ("cdi.kubevirt.io", "DataVolume"): "datavolumes",
    ("external-secrets.io", "ExternalSecret"): "externalsecrets",
    ("k8s.cni.cncf.io", "NetworkAttachmentDefinition"): "network-attachment-definitions",
    ("kubevirt.io", "VirtualMachine"): "virtualmachines",
    ("", "PersistentVolumeClaim"): "persistentvolumeclaims",
    ("", "Secret"): "secrets",
}
"""By API group and kind: everything that stands in the folders of machines, but Namespaces."""

APPLY = ("create", "delete", "get", "list", "patch", "watch")
"""What Flux does with objects that it applies: it looks, tries, applies on the server's side, and prunes (fluxcd/pkg
ssa/manager_apply.go, manager_delete.go). It never replaces one (`update`)."""
PRUNE = ("delete", "get")
"""What it does with objects that went from the tree."""
