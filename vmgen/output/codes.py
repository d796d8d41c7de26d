"""The codes of what stands in the way of the output."""

from vmgen.diagnostics import Code, Severity, Shows

UNWRITABLE_TEXT = Code(
    "VM191",
    "unwritable-text",
    Severity.ERROR,
    Shows.AT_APPLY,
    """A text holds a character that YAML readers refuse, however it is written.

    Mostly a control character that came along when the text was copied.

    Example:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, annotations: {note: "deleted\\x7F"}}
        spec: {template: small, image: debian-13}

    Instead:
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, annotations: {note: "deleted"}}
        spec: {template: small, image: debian-13}
    """,
)
DROPPED_BY_ROOT = Code(
    "VM801",
    "dropped-by-root",
    Severity.ERROR,
    Shows.BY_LOSING_DATA,
    """Something beside the output is in no `kustomization.yaml`, so that Flux would delete what it describes.

    Flux applies what the root of the cluster's folder lists, and prunes what it applied before. A root that leaves
    out an existing `flux-system/` makes Flux delete itself. `Cluster.spec.flux.extraResources` adds to the list.
    """,
)
EXTRA_RESOURCE_NOT_FOUND = Code(
    "VM805",
    "extra-resource-not-found",
    Severity.ERROR,
    Shows.AT_APPLY,
    """`Cluster.spec.flux.extraResources` lists something that does not exist.

    kustomize cannot build a root that lists what is not there, and Flux then applies nothing at all.
    """,
)
LISTED_TWICE = Code(
    "VM807",
    "listed-twice",
    Severity.ERROR,
    Shows.AT_APPLY,
    """`Cluster.spec.flux.extraResources` lists something that vmgen writes.

    The root lists what vmgen writes by itself. Listed again, kustomize finds one object twice, or a root in itself, and
    Flux then applies nothing at all.
    """,
)
FOREIGN_FILE = Code(
    "VM903",
    "foreign-file",
    Severity.ERROR,
    Shows.AT_BUILD,
    """A file that vmgen did not write stands where one of its files must go.

    vmgen overwrites and deletes only files that start with its header. Move the file away, or name another output
    folder for the Cluster.
    """,
)
MACHINE_MOVED = Code(
    "VM854",
    "machine-moved",
    Severity.ERROR,
    Shows.BY_LOSING_DATA,
    """Machines would move from one Kustomization to another.

    The one that loses a machine deletes it, unless the other one has applied it before that: which comes first, nobody
    knows. The machine would start again, and its disks stay. Write `prune: false` for the links that lose machines
    (`flux.machines`, or one of `flux.links`), commit that, and move them when Flux has applied it; then remove it.
    """,
)
OBJECT_TOO_LARGE = Code(
    "VM860",
    "object-too-large",
    Severity.ERROR,
    Shows.AT_APPLY,
    """An object is larger than 1 MiB.

    The API server refuses what etcd does not take, and with it everything else that its Kustomization would apply. A
    patch, or a file that is copied, can make an object as large as that.
    """,
)
CODES = (
    UNWRITABLE_TEXT,
    DROPPED_BY_ROOT,
    EXTRA_RESOURCE_NOT_FOUND,
    LISTED_TWICE,
    FOREIGN_FILE,
    MACHINE_MOVED,
    OBJECT_TOO_LARGE,
)
