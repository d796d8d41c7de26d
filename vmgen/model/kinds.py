"""The kinds of the catalog language."""

from vmgen.diagnostics import Route
from vmgen.model.spec.base import Authored
from vmgen.model.spec.cluster import ClusterSpec
from vmgen.model.spec.credentials import SecretRefSpec, SSHKeySpec
from vmgen.model.spec.image import ImageSpec
from vmgen.model.spec.machine import MachineSpec, MachineTemplateSpec
from vmgen.model.spec.network_configuration import NetworkConfigurationSpec
from vmgen.records import record

VITISTACK = "vitistack.io/v1alpha1"
VMGEN = "vmgen.dev/v1alpha1"


@record
class Kind:
    """A kind and its model. `partial` is where, below `spec`, a partial Machine spec stands."""

    name: str
    api_version: str
    spec: type[Authored]
    partial: Route | None = None


KINDS = (
    Kind("Machine", VITISTACK, MachineSpec),
    Kind("MachineTemplate", VMGEN, MachineTemplateSpec, partial=()),
    Kind("NetworkConfiguration", VITISTACK, NetworkConfigurationSpec),
    Kind("Image", VMGEN, ImageSpec),
    Kind("Cluster", VMGEN, ClusterSpec, partial=("defaults",)),
    Kind("SSHKey", VMGEN, SSHKeySpec),
    Kind("SecretRef", VMGEN, SecretRefSpec),
)

KIND_BY_NAME = {kind.name: kind for kind in KINDS}
