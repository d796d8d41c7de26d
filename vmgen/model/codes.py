"""The codes of what does not fit the language: shapes, types, values."""

from vmgen.diagnostics import Code, Severity, Shows

UNKNOWN_KIND = Code(
    "VM120",
    "unknown-kind",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A document that is no kind of the catalog.

    `apiVersion` and `kind` decide what a document is; its file and folder do not. Hand-written Kubernetes objects
    go beside the output, under `Cluster.spec.flux.extraResources`.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Maschine
        metadata: {name: web}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
UNKNOWN_FIELD = Code(
    "VM121",
    "unknown-field",
    Severity.ERROR,
    Shows.IN_OPERATION,
    """A key that the kind does not have.

    The API server drops such keys and says nothing, so that a machine runs without what it should have had.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, hostName: www}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, hostname: www}
    """,
)
MISSING_FIELD = Code(
    "VM122",
    "missing-field",
    Severity.ERROR,
    Shows.AT_APPLY,
    """A key that must be there is not, and no template or default brings it.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
WRONG_TYPE = Code(
    "VM123",
    "wrong-type",
    Severity.ERROR,
    Shows.AT_APPLY,
    """A value of another type than the field has.

    Mostly a number or a word that YAML reads as something else than text: quotes make it text.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {cpu: {cores: "4"}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          resources: {cpu: {cores: 4}}
    """,
)
INVALID_VALUE = Code(
    "VM124",
    "invalid-value",
    Severity.ERROR,
    Shows.AT_APPLY,
    """A value of the right type that the field does not take.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20GB}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          disks:
          - {name: data, size: 20Gi}
    """,
)
CONFLICTING_FIELDS = Code(
    "VM125",
    "conflicting-fields",
    Severity.ERROR,
    Shows.AT_APPLY,
    """Two keys that say different things about the same.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, powerState: Running, runStrategy: Halted}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13, powerState: Running}
    """,
)
IGNORED_FIELD = Code(
    "VM126",
    "ignored-field",
    Severity.NOTE,
    Shows.AT_BUILD,
    """A key that a cluster writes, and an author does not.

    It comes with objects that were exported from a cluster. vmgen leaves it out.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, resourceVersion: "4711"}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec: {template: small, image: debian-13}
    """,
)
OTHER_VMGEN_WANTED = Code(
    "VM760",
    "other-vmgen-wanted",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A cluster's tree is to be written by another version of vmgen.

    A newer vmgen may write more, and an older one less: where several people build one tree, each with a version of
    their own, it would change back and forth.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          vmgen: ">=1000"
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          vmgen: ">=0.1,<1000"
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
    """,
)
CODES = (
    UNKNOWN_KIND,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    INVALID_VALUE,
    CONFLICTING_FIELDS,
    IGNORED_FIELD,
    OTHER_VMGEN_WANTED,
)
