"""The codes of patches: what cannot be done to an object, and what must not."""

from vmgen.diagnostics import Code, Severity, Shows

PATCH_FAILED = Code(
    "VM192",
    "patch-failed",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A patch has no object to change, or one of its operations cannot be done.

    The path of an operation must be there, but for the last step of `add`. Who wants to be sure of what was there
    before writes `test` first. Paths are those of the object as vmgen writes it, after the operations above.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domian/chassis, value: {serial: rack-7}}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domain/chassis, value: {serial: rack-7}}
    """,
)
IDENTITY_PATCHED = Code(
    "VM193",
    "identity-patched",
    Severity.ERROR,
    Shows.BY_LOSING_DATA,
    """A patch changes who an object is, whose it is, or what Flux does to it.

    An object with another name or namespace is another one, and Flux removes the one that was there. Labels of vmgen
    are how everything of a machine is found, and its annotations keep disks when their machine goes:
    `protection.storage` is the field for that.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: replace, path: /metadata/name, value: www}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: www}
        spec:
          template: small
          image: debian-13
    """,
)
OVERRIDE_WITHOUT_EFFECT = Code(
    "VM829",
    "override-without-effect",
    Severity.ERROR,
    Shows.IN_OPERATION,
    """What vmgen changes in the release of an operator is not there.

    The manifest has no such object, container or image, so that the change would be lost without a word: an operator
    would run from another registry, or on nodes of another architecture. It is another manifest than that of the
    release, or a release that vmgen does not know yet.
    """,
)
CODES = (PATCH_FAILED, IDENTITY_PATCHED, OVERRIDE_WITHOUT_EFFECT)
