"""What an object uses that a feature gate of KubeVirt must allow."""

from collections.abc import Callable, Iterator
from typing import Any

from vmgen.checks.registry import Finding, JsonObject, Rule
from vmgen.diagnostics import Code, Route, Severity, Shows
from vmgen.facts.gated_fields import (
    EMPTY_CDROM,
    GATED_ANNOTATIONS,
    GATED_FIELDS,
    GATED_SETTINGS,
    SECURE_EXECUTION,
    SHARED_VOLUMES,
    GatedField,
)
from vmgen.fleet.fleet import Cluster

_Need = tuple[str, str, Route]
"""What needs a gate, in words; the gate; and the route to it from the part that a rule sees."""
_Needs = Callable[[Any, JsonObject], Iterator[_Need]]

FEATURE_GATE_MISSING = Code(
    "VM813",
    "feature-gate-missing",
    Severity.ERROR,
    Shows.AT_APPLY,
    """Something is used that KubeVirt refuses while a feature gate is off.

    The API server refuses the machine, and with that one object everything that Flux applies together with it. A
    setting of KubeVirt itself is refused when it changes, and means nothing until then. Before KubeVirt 1.9 only what
    is stable is on by default, from 1.9 on also what is beta.

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
            - {op: add, path: /spec/template/spec/domain/devices/autoattachVSOCK, value: true}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: gated}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, featureGates: [VSOCK]}
          cdi: {version: v1.66.0, manage: false}
        ---
        apiVersion: vitistack.io/v1alpha1
        kind: Machine
        metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: gated}}
        spec:
          template: small
          image: debian-13
          patches:
          - target: {kind: VirtualMachine}
            operations:
            - {op: add, path: /spec/template/spec/domain/devices/autoattachVSOCK, value: true}
    """,
)


def _machine_rule(needs: _Needs, *at: str) -> Rule:
    return _rule("VirtualMachine", needs, "spec", "template", *at)


def _rule(kind: str, needs: _Needs, *at: str) -> Rule:
    def find(part: Any, vm: JsonObject, cluster: Cluster | None) -> Iterator[Finding]:
        if cluster is not None:
            for subject, gate, route in needs(part, vm):
                yield from _missing(subject, gate, route, cluster)

    return Rule(FEATURE_GATE_MISSING, find, kind, at, asks_cluster=True)


def _missing(subject: str, gate: str, route: Route, cluster: Cluster) -> Iterator[Finding]:
    """What a release without the gate does not have either is told as a field that it lacks."""
    gates = cluster.feature_gates
    if gates.stage(gate) is None or gates.allows(gate):
        return
    cure = f"add `{gate}` to `kubevirt.featureGates` of the Cluster"
    if gate in gates.disabled:
        cure = f"remove `{gate}` from `kubevirt.disabledFeatureGates` of the Cluster"
    message = f"{subject} needs the feature gate `{gate}`, which is off on `{cluster.name}`"
    yield Finding(message, route, cure)


def _of_field(field: GatedField) -> _Needs:
    def needs(part: Any, _vm: JsonObject) -> Iterator[_Need]:
        if part == field.value or (field.value is None and part != []):
            yield f"`{field.name}`", field.gate, ()

    return needs


def _of_annotations(annotations: JsonObject, _vm: JsonObject) -> Iterator[_Need]:
    for name, gate in GATED_ANNOTATIONS.items():
        if annotations.get(name):
            yield f"`{name}`", gate, (name,)


def _of_filesystems(filesystems: list[JsonObject], vm: JsonObject) -> Iterator[_Need]:
    volumes = _volumes(vm)
    for index, filesystem in enumerate(filesystems):
        for source in volumes.get(filesystem.get("name"), {}):
            if source in SHARED_VOLUMES:
                yield f"a `{source}` as file system", SHARED_VOLUMES[source], (index,)


def _of_cdroms(disks: list[JsonObject], vm: JsonObject) -> Iterator[_Need]:
    empty = [index for index, disk in enumerate(disks) if "cdrom" in disk]
    volumes = _volumes(vm) if empty else {}
    for index in empty:
        if disks[index].get("name") not in volumes:
            yield "a CD-ROM without a volume", EMPTY_CDROM, (index,)


def _volumes(vm: JsonObject) -> dict[Any, JsonObject]:
    return {volume.get("name"): volume for volume in vm["spec"]["template"]["spec"].get("volumes") or ()}


def _of_launch_security(_part: JsonObject, vm: JsonObject) -> Iterator[_Need]:
    if vm["spec"]["template"]["spec"].get("architecture") == "s390x":
        yield "`launchSecurity`", SECURE_EXECUTION, ()


FEATURE_GATE_RULES = (
    *(_machine_rule(_of_field(field), "spec", *field.path.replace("[]", ".[]").split(".")) for field in GATED_FIELDS),
    _machine_rule(_of_annotations, "metadata", "annotations"),
    _machine_rule(_of_filesystems, "spec", "domain", "devices", "filesystems"),
    _machine_rule(_of_cdroms, "spec", "domain", "devices", "disks"),
    _machine_rule(_of_launch_security, "spec", "domain", "launchSecurity"),
    *(_rule("KubeVirt", _of_field(field), *field.path.split(".")) for field in GATED_SETTINGS),
)
