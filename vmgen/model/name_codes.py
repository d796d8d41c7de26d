"""The codes of names: the ones that nobody has, and the ones that two have."""

from vmgen.diagnostics import Code, Severity, Shows

TEMPLATE_NOT_FOUND = Code(
    "VM201",
    "template-not-found",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A machine names a template that nobody wrote.

    `small`, `medium` and `large` are built in; every MachineTemplate of the catalog adds one.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: xlarge, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: large, image: debian-13}
    """,
)
TEMPLATE_DISABLED = Code(
    "VM127",
    "template-disabled",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A machine names a template that may not be used.

    `enabled: false` of a MachineTemplate keeps it from being used, and leaves it there to read.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: MachineTemplate
        metadata: {name: tiny}
        spec: {enabled: false, resources: {cpu: {cores: 1}, memory: {size: 512Mi}}}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: tiny, image: debian-13, disks: [{name: root, size: 5Gi}]}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
CLUSTER_NOT_FOUND = Code(
    "VM205",
    "cluster-not-found",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A machine does not say which cluster it goes to, or names one that nobody wrote.

    The label `cluster.vitistack.io/cluster-name` names it. With one Cluster in the catalog it may be left out.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: production}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: example}}
        spec: {template: small, image: debian-13}
    """,
)
DUPLICATE_NAME = Code(
    "VM302",
    "duplicate-name",
    Severity.ERROR,
    Shows.IN_OPERATION,
    """Two documents of one kind have the same name, or a template has the name of a built-in one.

    Two machines would be one VirtualMachine that changes back and forth. Machines are told apart by cluster,
    namespace and name, and `web-0` may be a replica of `web`. A MachineTemplate that shall replace a built-in one says
    `override: true`.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: large, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: db}
        spec: {template: large, image: debian-13}
    """,
)
DUPLICATE_ITEM = Code(
    "VM304",
    "duplicate-item",
    Severity.ERROR,
    Shows.AT_APPLY,
    """Two disks, networks or users of one machine have the same name.

    Names are how templates and machines are merged, and how KubeVirt pairs a disk with its volume.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20Gi}
          - {name: data, size: 40Gi}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20Gi}
          - {name: more-data, size: 40Gi}
    """,
)

NAME_TOO_LONG = Code(
    "VM306",
    "name-too-long",
    Severity.ERROR,
    Shows.AT_APPLY,
    """The name of a machine, a template or a cluster has more than 63 characters.

    Each is the value of a label, so that one selector finds everything that belongs to a machine, and the API server
    refuses longer ones.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: the-first-of-the-web-servers-that-answer-for-example-org-in-oslo}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web-oslo-1}
        spec: {template: small, image: debian-13}
    """,
)

REPLICA_ADDRESS_OVERFLOW = Code(
    "VM314",
    "replica-address-overflow",
    Severity.ERROR,
    Shows.IN_OPERATION,
    """An address of the first replica leaves no room for those of the others.

    Each further replica has the next address. A MAC address keeps its first half, which names the vendor, and an IP
    address stays in its subnet, below the last address of it.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          replicas: 3
          networks:
          - {name: pod, macAddress: "02:00:00:ff:ff:fe"}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          replicas: 3
          networks:
          - {name: pod, macAddress: "02:00:00:00:00:10"}
    """,
)

NAME_CODES = (
    TEMPLATE_NOT_FOUND,
    TEMPLATE_DISABLED,
    CLUSTER_NOT_FOUND,
    DUPLICATE_NAME,
    DUPLICATE_ITEM,
    NAME_TOO_LONG,
    REPLICA_ADDRESS_OVERFLOW,
)
