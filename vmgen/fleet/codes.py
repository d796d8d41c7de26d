"""The codes of references that lead nowhere."""

from vmgen.diagnostics import Code, Severity, Shows

_MACHINE = """
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:"""


def _not_found(id_: str, name: str, shows: Shows, explanation: str) -> Code:
    return Code(id_, name, Severity.ERROR, shows, explanation.replace("\n        MACHINE", _MACHINE))


NETWORK_CONFIGURATION_NOT_FOUND = _not_found(
    "VM202",
    "network-configuration-not-found",
    Shows.AT_START,
    """An interface names a network that nobody wrote.

    In a cluster the machine would be accepted, and its pod would wait for the network for ever.

    Example:
        MACHINE
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth0, networkName: prod-netwrok}

    Instead:
        MACHINE
          template: small
          image: debian-13
          networks:
          - {name: pod}
          - {name: eth0, networkName: prod-network}
    """,
)
STORAGE_CLASS_NOT_FOUND = _not_found(
    "VM203",
    "storage-class-not-found",
    Shows.AT_START,
    """A disk, or the Cluster itself, names a storage class that the Cluster does not list.

    In a cluster the claim would stay Pending, and the machine with it.

    Example:
        MACHINE
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20Gi, storageClass: gold}

    Instead:
        MACHINE
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20Gi, storageClass: fast}
    """,
)
IMAGE_NOT_FOUND = _not_found(
    "VM204",
    "image-not-found",
    Shows.AT_BUILD,
    """A machine or a disk names an Image that nobody wrote.

    Example:
        MACHINE {template: small, image: debian-31}

    Instead:
        MACHINE {template: small, image: debian-13}
    """,
)
SSH_KEY_NOT_FOUND = _not_found(
    "VM206",
    "ssh-key-not-found",
    Shows.IN_OPERATION,
    """A machine names an SSHKey that nobody wrote.

    What starts with `ssh-`, `ecdsa-` or `sk-` is a public key itself; anything else is the name of an SSHKey.

    Example:
        MACHINE {template: small, image: debian-13, sshKeys: [nobody]}

    Instead:
        MACHINE {template: small, image: debian-13, sshKeys: [ops]}
    """,
)
SECRET_NOT_FOUND = _not_found(
    "VM207",
    "secret-not-found",
    Shows.AT_START,
    """cloud-init shall read a Secret that no SecretRef declares, or a key that it does not have.

    In a cluster the machine would wait for the Secret and never start.

    Example:
        MACHINE
          template: small
          image: debian-13
          cloudInit: {secretRef: {name: web-init, key: userdata}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init}
        spec: {keys: [userdata]}
        ---
        MACHINE
          template: small
          image: debian-13
          cloudInit: {secretRef: {name: web-init, key: userdata}}
    """,
)
SECRET_KEY_UNSUPPORTED = _not_found(
    "VM208",
    "secret-key-unsupported",
    Shows.AT_START,
    """KubeVirt reads cloud-init data from fixed keys of a Secret.

    User data is read from `userdata` or `userData`, network data from `networkdata` or `networkData`
    (kubevirt/kubevirt pkg/cloud-init/cloud-init.go). Another key is never looked at.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init}
        spec: {keys: [cloud-config]}
        ---
        MACHINE
          template: small
          image: debian-13
          cloudInit: {secretRef: {name: web-init, key: cloud-config}}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: SecretRef
        metadata: {name: web-init}
        spec: {keys: [userdata]}
        ---
        MACHINE
          template: small
          image: debian-13
          cloudInit: {secretRef: {name: web-init, key: userdata}}
    """,
)
IMAGE_ARCHITECTURE_MISSING = _not_found(
    "VM401",
    "image-architecture-missing",
    Shows.AT_START,
    """The Image has no variant for the architecture that the machine runs on.

    A guest of another architecture does not boot.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Image
        metadata: {name: windows}
        spec:
          virtualSize: 10Gi
          variants:
            arm64: {registry: {url: "docker://registry.example.org/windows:11"}}
        ---
        MACHINE {template: small, image: windows}

    Instead:
        MACHINE {template: small, image: debian-13}
    """,
)
AMBIGUOUS_ARCHITECTURE = _not_found(
    "VM402",
    "ambiguous-architecture",
    Shows.IN_OPERATION,
    """The cluster has nodes of several architectures, and nothing says on which of them the machine runs.

    KubeVirt would take the architecture of whichever node its operator happened to start on.
    `defaults.placement.architecture` of the Cluster settles it for all machines.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: pi, architecture: arm64}, {name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: mixed}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: pi, architecture: arm64}, {name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: mixed}}
        spec: {template: small, image: debian-13, placement: {architecture: amd64}}
    """,
)

CODES = (
    NETWORK_CONFIGURATION_NOT_FOUND,
    STORAGE_CLASS_NOT_FOUND,
    IMAGE_NOT_FOUND,
    SSH_KEY_NOT_FOUND,
    SECRET_NOT_FOUND,
    SECRET_KEY_UNSUPPORTED,
    IMAGE_ARCHITECTURE_MISSING,
    AMBIGUOUS_ARCHITECTURE,
)
