"""When KubeVirt plugs the disks of a running machine in and out as its manifest says.

Source: pkg/virt-config/featuregate (alpha in 1.6 to 1.8, on by default in 1.9) and pkg/virt-controller/watch/vm/vm.go
of kubevirt/kubevirt v1.9.0: the older gate switches it off.
"""

from collections.abc import Collection

from vmgen.facts.releases import Release, release_of

DECLARATIVE_GATE = "DeclarativeHotplugVolumes"
IMPERATIVE_GATE = "HotplugVolumes"
_BY_DEFAULT_SINCE = Release(1, 9)


def is_declarative(version: str, feature_gates: Collection[str]) -> bool:
    """Whether a KubeVirt of this version with these gates plugs in a disk that a manifest gains."""
    release = release_of(version)
    has_gate = DECLARATIVE_GATE in feature_gates or (release is not None and release >= _BY_DEFAULT_SINCE)
    return has_gate and IMPERATIVE_GATE not in feature_gates
