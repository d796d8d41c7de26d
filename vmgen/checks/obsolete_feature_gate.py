from collections.abc import Iterator
from types import MappingProxyType

from vmgen.checks.registry import check
from vmgen.diagnostics import Problem, Severity, Shows
from vmgen.facts.feature_gates import REPLACED_BY, SWITCHED_OFF_BY, FeatureGates, Stage
from vmgen.fleet.fleet import Fleet

_ENABLED = MappingProxyType(
    {
        Stage.STABLE: "is always on",
        Stage.DEPRECATED: "is deprecated",
        Stage.DISCONTINUED: "no longer does anything",
    }
)
_DISABLED = MappingProxyType(
    {Stage.STABLE: "is on and cannot be switched off", Stage.DISCONTINUED: "no longer does anything"}
)


@check("VM811", shows=Shows.IN_OPERATION, severity=Severity.WARNING)
def obsolete_feature_gate(fleet: Fleet) -> Iterator[Problem]:
    """A feature gate that the cluster's KubeVirt no longer needs, or wants to be rid of.

    The feature is always on, or gone, or another gate took its place. KubeVirt warns whoever applies such a list, and
    Flux shows warnings to nobody.

    Example:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, featureGates: [GPU, HostDevices]}
          cdi: {version: v1.66.0, manage: false}

    Instead:
        apiVersion: vmgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: lab}
        spec:
          nodes: [{name: box, architecture: amd64}]
          kubevirt: {version: v1.9.0, manage: false, featureGates: [HostDevices]}
          cdi: {version: v1.66.0, manage: false}
    """
    for cluster in fleet.clusters:
        spec, gates = cluster.spec.kubevirt, cluster.feature_gates
        for field, names, reasons in (
            ("featureGates", spec.feature_gates, _ENABLED),
            ("disabledFeatureGates", spec.disabled_feature_gates, _DISABLED),
        ):
            for index, name in enumerate(names):
                stage = gates.stage(name)
                reason = reasons.get(stage) if stage is not None else None
                if reason is not None and not _is_told_as_overriding(name, gates):
                    at = cluster.written.where("kubevirt", field, index)
                    yield Problem(at, f"`{name}` {reason} in KubeVirt {spec.version}", _help(name, gates))


def _is_told_as_overriding(name: str, gates: FeatureGates) -> bool:
    return gates.is_on(name) and any(gates.is_on(one) for one, by in SWITCHED_OFF_BY.items() if by == name)


def _help(name: str, gates: FeatureGates) -> str:
    """Remove it, unless what took its place has to be asked for."""
    missing = [one for one in REPLACED_BY.get(name, ()) if not gates.is_on(one)]
    listed = " or ".join(f"`{one}`" for one in missing)
    return f"write {listed} instead" if missing else "remove it"
