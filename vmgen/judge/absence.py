"""Fields that another release has, and the one that the cluster runs has not."""

from vmgen.checks.registry import Finding, JsonObject
from vmgen.diagnostics import Code, Route, Severity, Shows
from vmgen.facts.fields import field_at
from vmgen.facts.kinds import PRODUCTS, kind_of
from vmgen.facts.releases import Release, release_of
from vmgen.records import record
from vmgen.targets.manifest import Manifest

FIELD_NOT_IN_VERSION = Code(
    "VM194",
    "field-not-in-version",
    Severity.ERROR,
    Shows.AT_APPLY,
    """A field is used that the release on the cluster does not have.

    Releases of KubeVirt and CDI bring fields, and now and then take one away. What a release does not know, its API
    server refuses, and with that one object everything that Flux applies together with it.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: old}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.64.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: old}}
        spec:
          template: small
          disks:
          - name: root
            source:
              http:
                url: https://example.org/debian.qcow2
                checksum: md5:d41d8cd98f00b204e9800998ecf8427e

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: new}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: new}}
        spec:
          template: small
          disks:
          - name: root
            source:
              http:
                url: https://example.org/debian.qcow2
                checksum: md5:d41d8cd98f00b204e9800998ecf8427e
    """,
)


@record
class Absence:
    """A field of an object that the cluster's `release` of `product` does not have yet, or no longer.

    `border` is the release that brought it, or the last one that had it.
    """

    route: Route
    product: str
    release: str
    border: Release
    is_gone: bool


def absence_of(body: JsonObject, route: Route, release: str) -> Absence | None:
    """Why the release does not have the field that `route` leads to; None if no release that we know has it."""
    kind = kind_of(body["apiVersion"], body["kind"])
    field = field_at(body["apiVersion"], body["kind"], route)
    asked = release_of(release)
    if kind is None or field is None or asked is None:
        return None
    since, until = release_of(field.since), release_of(field.until)
    if since is not None and asked.line < since.line:
        return Absence(route, PRODUCTS[kind.product], release, since, is_gone=False)
    if until is not None and until.line < asked.line:
        return Absence(route, PRODUCTS[kind.product], release, until, is_gone=True)
    return None


def in_words(absence: Absence, manifest: Manifest, cluster: str) -> Finding:
    """The same in the words of the catalog, with what to do about it."""
    field = _named(manifest, absence.route)
    line = f"{absence.product} {absence.border.major}.{absence.border.minor}"
    happened = f"is gone since the releases after {line}" if absence.is_gone else f"came with {line}"
    message = f"{field} {happened}, and the cluster `{cluster}` runs {absence.release}"
    cure = "remove it" if absence.is_gone else f"remove it, or move the cluster to {line} or newer"
    return Finding(message, absence.route, cure)


def _named(manifest: Manifest, route: Route) -> str:
    """The field of the catalog, and that of the object too where it has another name."""
    written = manifest.field(route)
    path = ".".join(str(step) for step in route if isinstance(step, str))
    if not written:
        return f"`{path}` of the {manifest.kind}"
    if written.rpartition(".")[2] == route[-1]:
        return f"`{written}`"
    return f"`{written}` leads to `{path}` of the {manifest.kind}, which"
