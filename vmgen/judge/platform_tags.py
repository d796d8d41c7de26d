"""What is wrong with the tags of images that somebody gives to a part of the platform."""

from collections.abc import Callable, Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, Rule
from vmgen.diagnostics import Code, Severity, Shows
from vmgen.facts.components import CDI, KUBEVIRT
from vmgen.facts.releases import Platforms
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import platforms_of
from vmgen.judge.overrides import Override, overrides

VERSION_SKEW = Code(
    "VM816",
    "version-skew",
    Severity.ERROR,
    Shows.AT_START,
    """A patch gives a part of KubeVirt or CDI another version than the rest of it has.

    The version in the Cluster decides the manifest: definitions, roles, variables. An operator of another version finds
    variables missing and does not start, or lacks a permission, or installs parts that do not know each other. One
    version for all of it is the only combination that anybody tests.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.65.0, releaseURL: "https://mirror.example.org/cdi"}
          patches:
          - target: {kind: Kustomization, name: kubevirt-cdi}
            operations:
            - {op: add, path: /spec/images, value: [{name: quay.io/kubevirt/cdi-operator, newTag: v1.66.0}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
    """,
)

ARCHITECTURE_SUFFIX = Code(
    "VM413",
    "architecture-suffix",
    Severity.ERROR,
    Shows.AT_START,
    """A patch gives the platform an image for one architecture, and the cluster has nodes of another.

    A pod that lands on one of those ends with `exec format error`, again and again. A tag without a suffix is a list of
    images, of which every node takes its own.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: box, architecture: amd64}, {name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
          patches:
          - target: {kind: Kustomization, name: kubevirt-cdi}
            operations:
            - {op: add, path: /spec/images, value: [{name: quay.io/kubevirt/cdi-operator, newTag: v1.66.0-arm64}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: mixed}
        spec:
          nodes: [{name: box, architecture: amd64}, {name: pi, architecture: arm64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
    """,
)

UNPUBLISHED_TAG = Code(
    "VM414",
    "unpublished-tag",
    Severity.ERROR,
    Shows.AT_START,
    """A patch gives the platform a tag that its project never published.

    The pod stays in `ImagePullBackOff`. Before CDI v1.61.2 there were images for amd64 alone, and tags with an
    architecture behind them exist for those architectures only that a release is built for.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.61.1, releaseURL: "https://mirror.example.org/cdi"}
          patches:
          - target: {kind: Kustomization, name: kubevirt-cdi}
            operations:
            - {op: add, path: /spec/images, value: [{name: quay.io/kubevirt/cdi-operator, newTag: v1.61.1-arm64}]}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false}
          cdi: {version: v1.66.0, releaseURL: "https://mirror.example.org/cdi"}
    """,
)

_Judge = Callable[[Override, Cluster], Finding | None]


def _skew(one: Override, cluster: Cluster) -> Finding | None:
    running = cluster.releases[one.component.name]
    if one.release is not None and one.release.tag == running:
        return None
    message = f"`{one.name}` would be {one.tag}, beside the manifest, variables and permissions of {running}"
    if one.release is None:
        return Finding(message, one.route, f"remove it: `{one.tag}` is no release")
    field = f"`version: {one.release.tag}` under `{one.component.name}` of the Cluster"
    return Finding(message, one.route, f"remove it, and write {field}: every image follows from that")


def _suffix(one: Override, cluster: Cluster) -> Finding | None:
    others = cluster.architectures - {one.architecture}
    if not one.architecture or not others or _is_unpublished(one, cluster):
        return None
    listed = " and ".join(f"`{other}`" for other in sorted(others))
    message = f"`{one.tag}` is for {one.architecture} alone: on nodes of {listed} it ends with `exec format error`"
    plain = one.tag.removesuffix(f"-{one.architecture}")
    covers = one.release is not None and cluster.architectures <= _platforms(one, cluster).listed
    return Finding(message, one.route, f"remove it: `{plain}` has an image for every node" if covers else "remove it")


def _unpublished(one: Override, cluster: Cluster) -> Finding | None:
    if not _is_unpublished(one, cluster):
        return None
    message = f"there is no `{one.tag}` of {one.component.kind}: it has no images for {one.architecture}"
    return Finding(message, one.route, f"remove it, and choose a release that has images for {one.architecture}")


def _is_unpublished(one: Override, cluster: Cluster) -> bool:
    return (
        bool(one.architecture) and one.release is not None and one.architecture not in _platforms(one, cluster).suffixed
    )


def _platforms(one: Override, cluster: Cluster) -> Platforms:
    return platforms_of(cluster, one.component, one.release) if one.release is not None else Platforms(frozenset())


def _rules(code: Code, judge: _Judge) -> Iterator[Rule]:
    """One finding for each text: a patch with seven variables of another version is one mistake."""

    def find(body: Any, _object: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
        told = set[tuple[object, ...]]()
        for one in overrides(body, cluster) if cluster is not None else ():
            finding = judge(one, cluster) if cluster is not None and one.route not in told else None
            if finding is not None:
                told.add(one.route)
                yield finding

    for kind in (KUBEVIRT.kind, CDI.kind, "Kustomization"):
        # The fields of a Cluster lead into `customizeComponents`, and to no image of a link.
        yield Rule(code, find, kind, (), by_hand=kind == "Kustomization", asks_cluster=True)


PLATFORM_TAG_CODES = (VERSION_SKEW, ARCHITECTURE_SUFFIX, UNPUBLISHED_TAG)
PLATFORM_TAG_RULES = (
    *_rules(VERSION_SKEW, _skew),
    *_rules(ARCHITECTURE_SUFFIX, _suffix),
    *_rules(UNPUBLISHED_TAG, _unpublished),
)
