"""Which kinds of Kubernetes objects vmgen knows field by field."""

from vmgen.records import record


@record
class Kind:
    """`product` is the project whose release decides which fields there are: one of PRODUCTS, or none."""

    api_version: str
    kind: str
    product: str = ""
    is_namespaced: bool = True
    is_object: bool = True
    """False for a file that only looks like an object and needs no metadata."""


PRODUCTS = {"kubevirt": "KubeVirt", "cdi": "CDI", "flux": "Flux"}
"""How the projects that release kinds are called."""

KINDS = (
    Kind("bitnami.com/v1alpha1", "SealedSecret"),
    Kind("cdi.kubevirt.io/v1beta1", "CDI", "cdi", is_namespaced=False),
    Kind("cdi.kubevirt.io/v1beta1", "DataVolume", "cdi"),
    Kind("external-secrets.io/v1", "ExternalSecret"),
    Kind("k8s.cni.cncf.io/v1", "NetworkAttachmentDefinition"),
    Kind("kubevirt.io/v1", "KubeVirt", "kubevirt"),
    Kind("kubevirt.io/v1", "VirtualMachine", "kubevirt"),
    Kind("kustomize.config.k8s.io/v1beta1", "Kustomization", is_namespaced=False, is_object=False),
    Kind("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux"),
    Kind("monitoring.coreos.com/v1", "PrometheusRule"),
    Kind("monitoring.coreos.com/v1", "ServiceMonitor"),
    Kind("notification.toolkit.fluxcd.io/v1beta3", "Alert", "flux"),
    Kind("notification.toolkit.fluxcd.io/v1beta3", "Provider", "flux"),
    Kind("rbac.authorization.k8s.io/v1", "Role"),
    Kind("rbac.authorization.k8s.io/v1", "RoleBinding"),
    Kind("v1", "ConfigMap"),
    Kind("v1", "Namespace", is_namespaced=False),
    Kind("v1", "PersistentVolumeClaim"),
    Kind("v1", "Secret"),
    Kind("v1", "ServiceAccount"),
)
"""Each has a table of its fields in `facts/fields/` and a schema in `schemas/kubernetes/`."""


class UnknownKindError(LookupError):
    """Somebody asked for a kind that is not in KINDS: ask `kind_of` first."""


def kind_of(api_version: str, kind: str) -> Kind | None:
    return _BY_NAME.get((api_version, kind))


_BY_NAME = {(each.api_version, each.kind): each for each in KINDS}
