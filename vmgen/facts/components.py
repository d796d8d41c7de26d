"""What the releases of KubeVirt and CDI bring: their manifests, operators, images and the variables that name these.

Sources: manifests/release/kubevirt-operator.yaml.in and pkg/virt-operator/util/config.go (kubevirt/kubevirt v1.6.6 to
v1.9.0); manifests/templates/release/cdi-operator.yaml.in and pkg/operator/resources/operator/operator.go
(kubevirt/containerized-data-importer v1.61.1 to v1.66.0).
"""

from collections.abc import Callable

from vmgen.facts.releases import Platforms, Release, cdi_platforms, kubevirt_platforms, row_for
from vmgen.records import record

REGISTRY = "quay.io/kubevirt"


@record
class ImageVariable:
    """A variable of the operator's container that holds a whole image reference: `<registry>/<image>:<tag>`."""

    name: str
    image: str
    since: Release | None = None
    is_in_manifest: bool = True
    """False: the manifest leaves it out, and the operator derives the image from its own."""
    is_on_demand: bool = False
    """Whether nothing runs it until a person does: `virtctl guestfs`, say."""


@record
class Tolerated:
    """A taint, with any value, that an operator puts up with. Without an effect, with any."""

    key: str
    effect: str = ""


@record
class Component:
    """An operator as its project releases it, and the one object that tells it to run."""

    name: str
    repository: str
    manifest: str
    namespace: str
    operator: str
    """Name of the Deployment, of its container, and of its image in REGISTRY."""
    crd: str
    """The only CRD in the manifest: the operator creates the others once its object exists."""
    api_version: str
    kind: str
    instance: str
    is_namespaced: bool
    version_variable: str
    variables: tuple[ImageVariable, ...]
    platforms: Callable[[Release], Platforms]
    tolerations: tuple[Tolerated, ...]
    """Those of the operator's Deployment, in some release or other: a patch of the list has to repeat them."""
    objects: tuple[tuple[str, str], ...]
    """Kind and name of everything in the manifest."""

    @property
    def download(self) -> str:
        """Where a release is: `<download>/<tag>/<manifest>`."""
        return f"https://github.com/{self.repository}/releases/download"

    def variables_of(self, version: Release) -> tuple[ImageVariable, ...]:
        """Those that `version` of the operator reads."""
        return tuple(one for one in self.variables if one.since is None or one.since <= version)

    def images(self, version: Release) -> tuple[str, ...]:
        """Names of all images that `version` of the component runs, sorted, without the registry."""
        return tuple(sorted({self.operator, *(variable.image for variable in self.variables_of(version))}))

    def needs(self, version: Release) -> tuple[str, ...]:
        """Those of the images without which it does not work."""
        on_demand = {variable.image for variable in self.variables if variable.is_on_demand}
        return tuple(name for name in self.images(version) if name not in on_demand)


KUBEVIRT = Component(
    name="kubevirt",
    repository="kubevirt/kubevirt",
    manifest="kubevirt-operator.yaml",
    namespace="kubevirt",
    operator="virt-operator",
    crd="kubevirts.kubevirt.io",
    api_version="kubevirt.io/v1",
    kind="KubeVirt",
    instance="kubevirt",
    is_namespaced=True,
    version_variable="KUBEVIRT_VERSION",
    variables=(
        # Registry, prefix and tag of every other image follow from this one, or from KUBEVIRT_VERSION beside a digest.
        ImageVariable("VIRT_OPERATOR_IMAGE", "virt-operator"),
        ImageVariable("GS_IMAGE", "libguestfs-tools", is_in_manifest=False, is_on_demand=True),
        ImageVariable("PR_HELPER_IMAGE", "pr-helper", is_in_manifest=False),
        ImageVariable("SIDECAR_SHIM_IMAGE", "sidecar-shim", is_in_manifest=False),
        ImageVariable("VIRT_API_IMAGE", "virt-api", is_in_manifest=False),
        ImageVariable("VIRT_CONTROLLER_IMAGE", "virt-controller", is_in_manifest=False),
        ImageVariable("VIRT_EXPORTPROXY_IMAGE", "virt-exportproxy", is_in_manifest=False),
        ImageVariable("VIRT_EXPORTSERVER_IMAGE", "virt-exportserver", is_in_manifest=False),
        ImageVariable("VIRT_HANDLER_IMAGE", "virt-handler", is_in_manifest=False),
        ImageVariable("VIRT_LAUNCHER_IMAGE", "virt-launcher", is_in_manifest=False),
        ImageVariable(
            "VIRT_SYNCHRONIZATIONCONTROLLER_IMAGE",
            "virt-synchronization-controller",
            Release(1, 6),
            is_in_manifest=False,
        ),
    ),
    platforms=kubevirt_platforms,
    tolerations=(
        Tolerated("CriticalAddonsOnly"),
        Tolerated("node-role.kubernetes.io/control-plane", "NoSchedule"),
        Tolerated("node-role.kubernetes.io/master", "NoSchedule"),
    ),
    objects=(
        ("ClusterRole", "kubevirt-operator"),
        ("ClusterRole", "kubevirt.io:operator"),
        ("ClusterRoleBinding", "kubevirt-operator"),
        ("CustomResourceDefinition", "kubevirts.kubevirt.io"),
        ("Deployment", "virt-operator"),
        ("Namespace", "kubevirt"),
        ("PriorityClass", "kubevirt-cluster-critical"),
        ("Role", "kubevirt-operator"),
        ("RoleBinding", "kubevirt-operator-rolebinding"),
        ("ServiceAccount", "kubevirt-operator"),
    ),
)
CDI = Component(
    name="cdi",
    repository="kubevirt/containerized-data-importer",
    manifest="cdi-operator.yaml",
    namespace="cdi",
    operator="cdi-operator",
    crd="cdis.cdi.kubevirt.io",
    api_version="cdi.kubevirt.io/v1beta1",
    kind="CDI",
    instance="cdi",
    is_namespaced=False,
    version_variable="OPERATOR_VERSION",
    # The operator does not start when one is missing, and has no other way to learn its images.
    variables=(
        ImageVariable("CONTROLLER_IMAGE", "cdi-controller"),
        ImageVariable("IMPORTER_IMAGE", "cdi-importer"),
        ImageVariable("CLONER_IMAGE", "cdi-cloner"),
        ImageVariable("OVIRT_POPULATOR_IMAGE", "cdi-importer", Release(1, 60)),
        ImageVariable("APISERVER_IMAGE", "cdi-apiserver"),
        ImageVariable("UPLOAD_SERVER_IMAGE", "cdi-uploadserver"),
        ImageVariable("UPLOAD_PROXY_IMAGE", "cdi-uploadproxy"),
    ),
    platforms=cdi_platforms,
    tolerations=(Tolerated("CriticalAddonsOnly"),),
    objects=(
        ("ClusterRole", "cdi-operator-cluster"),
        ("ClusterRoleBinding", "cdi-operator"),
        ("CustomResourceDefinition", "cdis.cdi.kubevirt.io"),
        ("Deployment", "cdi-operator"),
        ("Namespace", "cdi"),
        ("Role", "cdi-operator"),
        ("RoleBinding", "cdi-operator"),
        ("ServiceAccount", "cdi-operator"),
    ),
)
COMPONENTS = (KUBEVIRT, CDI)

OPENSHIFT_NAMESPACE = "openshift-cnv"
"""Where OpenShift Virtualization runs KubeVirt (docs.openshift.com, installing OpenShift Virtualization)."""

CONTROL_PLANE_LABELS = ("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master")
"""The operator and the services of KubeVirt run on nodes with one of these and on no others, by a required node
affinity; see `needs_control_plane`."""

_OPERATOR_NEEDS_CONTROL_PLANE = ((Release(0, 0), False), (Release(1, 7), True))
_SERVICES_NEED_CONTROL_PLANE = ((Release(0, 0), False), (Release(1, 3), True))


def needs_control_plane(version: Release) -> bool:
    """Whether virt-operator of this version stays Pending without a labelled node (kubevirt/kubevirt#15157, #15622).

    Managed and hosted control planes have none.
    """
    return row_for(version, _OPERATOR_NEEDS_CONTROL_PLANE)[0]


def services_need_control_plane(version: Release) -> bool:
    """The same for virt-api, virt-controller and the job that installs them (kubevirt/kubevirt#11659, #12390).

    It holds as long as the KubeVirt object says nothing under `infra.nodePlacement`
    (pkg/virt-operator/resource/placement/placement.go).
    """
    return row_for(version, _SERVICES_NEED_CONTROL_PLANE)[0]
