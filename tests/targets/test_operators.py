"""Where do operators run, and from which images, on clusters whose nodes or registries differ from the usual?"""

from typing import Any

import pytest
import yaml

from tests.support import compile_files, lowered
from vmgen.facts.components import CDI, KUBEVIRT
from vmgen.facts.releases import Platforms, Release
from vmgen.fleet import operators
from vmgen.fleet.operators import operator_on

MIRROR = "registry.example.org:5000/mirror"
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
ADDON = {"key": "CriticalAddonsOnly", "operator": "Exists"}
GPU = {"key": "gpu", "operator": "Equal", "value": "true", "effect": "NoSchedule"}
LINUX = {"kubernetes.io/os": "linux"}


def test_nothing_is_patched_that_is_right_in_the_release() -> None:
    for path, body in platform("amd64 arm64 s390x").items():
        assert "images" not in body, path
        assert [one for one in body.get("patches", ()) if "target" not in one] == [], path


@pytest.mark.parametrize("hosted", [False, True])
@pytest.mark.parametrize(("version", "is_bound"), [("v1.6.6", False), ("v1.7.4", True), ("v1.9.0", True)])
def test_a_hosted_control_plane_frees_what_would_wait_for_its_nodes(
    version: str, *, is_bound: bool, hosted: bool
) -> None:
    found = platform("amd64", kubevirt=f"version: {version}", kubernetes=f"hostedControlPlane: {str(hosted).lower()}")
    freed = [{"affinity": {"nodeAffinity": {REQUIRED: None}}}] if hosted and is_bound else []

    assert pods(found["kubevirt-operator/kustomization.yaml"]) == freed
    assert pods(found["kubevirt-cdi/kustomization.yaml"]) == []
    infra = found["kubevirt-instance/kubevirt.yaml"]["spec"].get("infra", {})
    assert infra.get("nodePlacement") == ({"nodeSelector": LINUX} if hosted else None)


def test_a_mirror_is_named_wherever_a_component_has_an_image() -> None:
    found = platform("arm64", kubevirt=f"registry: '{MIRROR}', imagePrefix: kv_", cdi=f"registry: '{MIRROR}'")
    kubevirt, cdi = found["kubevirt-operator/kustomization.yaml"], found["kubevirt-cdi/kustomization.yaml"]

    assert kubevirt["images"] == [{"name": "quay.io/kubevirt/virt-operator", "newName": f"{MIRROR}/kv_virt-operator"}]
    assert variables(kubevirt) == {"VIRT_OPERATOR_IMAGE": f"{MIRROR}/kv_virt-operator:v1.9.0"}
    assert cdi["images"] == [{"name": "quay.io/kubevirt/cdi-operator", "newName": f"{MIRROR}/cdi-operator"}]
    assert variables(cdi) == {one.name: f"{MIRROR}/{one.image}:v1.66.0" for one in CDI.variables}


def test_an_operator_logs_in_as_all_that_it_starts() -> None:
    found = platform("amd64", cdi="imagePullSecrets: [mirror-login]")
    assert pods(found["kubevirt-cdi/kustomization.yaml"]) == [{"imagePullSecrets": [{"name": "mirror-login"}]}]
    assert pods(found["kubevirt-operator/kustomization.yaml"]) == []


def test_what_runs_on_some_nodes_only_is_kept_to_them_and_tolerates_their_taints() -> None:
    found = platform("amd64 arm64", cdi="version: v1.61.1", taint="{key: gpu, value: 'true', effect: NoSchedule}")
    here = {"nodeSelector": {**LINUX, "kubernetes.io/arch": "amd64"}, "tolerations": [GPU]}

    assert pods(found["kubevirt-cdi/kustomization.yaml"]) == [
        {"nodeSelector": {"kubernetes.io/arch": "amd64"}, "tolerations": [ADDON, GPU]}
    ]
    assert found["kubevirt-cdi/cdi.yaml"]["spec"]["infra"] == here
    assert found["kubevirt-cdi/cdi.yaml"]["spec"]["workload"] == here
    assert pods(found["kubevirt-operator/kustomization.yaml"]) == []


def test_several_architectures_need_an_affinity_and_keep_to_the_control_plane(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(operators, "platforms_of", lambda *_: Platforms(frozenset({"amd64", "arm64"})))
    found = platform("amd64 arm64 s390x")
    chosen = {"key": "kubernetes.io/arch", "operator": "In", "values": ["amd64", "arm64"]}
    roles = [{"key": f"node-role.kubernetes.io/{role}", "operator": "Exists"} for role in ("control-plane", "master")]
    bound = {
        "nodeAffinity": {REQUIRED: {"nodeSelectorTerms": [{"matchExpressions": [role, chosen]} for role in roles]}}
    }
    anywhere = {"nodeAffinity": {REQUIRED: {"nodeSelectorTerms": [{"matchExpressions": [chosen]}]}}}
    instance = found["kubevirt-instance/kubevirt.yaml"]["spec"]

    assert pods(found["kubevirt-operator/kustomization.yaml"]) == [{"affinity": bound}]
    assert instance["infra"]["nodePlacement"]["affinity"] == bound
    assert [one["effect"] for one in instance["infra"]["nodePlacement"]["tolerations"]] == ["NoSchedule", "NoSchedule"]
    assert instance["workloads"]["nodePlacement"] == {"affinity": anywhere, "nodeSelector": LINUX}


def test_what_is_kept_to_one_architecture_stays_on_the_control_plane(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operators, "platforms_of", lambda *_: Platforms(frozenset({"arm64"})))
    instance = platform("amd64 arm64")["kubevirt-instance/kubevirt.yaml"]["spec"]
    terms = instance["infra"]["nodePlacement"]["affinity"]["nodeAffinity"][REQUIRED]["nodeSelectorTerms"]

    assert [one["key"] for term in terms for one in term["matchExpressions"]] == [
        "node-role.kubernetes.io/control-plane",
        "node-role.kubernetes.io/master",
    ]


ALL = frozenset({"amd64", "arm64", "s390x"})
INTEL = frozenset({"amd64"})


@pytest.mark.parametrize(
    ("nodes", "published", "tag", "runs_on"),
    [
        ("arm64", Platforms(ALL, ALL), "v1.9.0", "arm64"),
        ("amd64 arm64", Platforms(ALL, ALL), "v1.9.0", "amd64 arm64"),
        ("arm64", Platforms(INTEL, ALL), "v1.9.0-arm64", "arm64"),
        ("amd64 arm64", Platforms(INTEL, ALL), "v1.9.0", "amd64"),
        ("arm64", Platforms(INTEL), "v1.9.0", ""),
        ("arm64 s390x", Platforms(INTEL, ALL), "v1.9.0", ""),
    ],
)
def test_a_suffix_is_for_nodes_of_one_architecture_that_the_list_lacks(
    nodes: str, published: Platforms, tag: str, runs_on: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operators, "platforms_of", lambda *_: published)
    [cluster] = compile_files(catalog(nodes)).fleet.clusters
    operator = operator_on(cluster, KUBEVIRT)

    assert operator.image("virt-api") == f"quay.io/kubevirt/virt-api:{tag}"
    assert operator.architectures == set(runs_on.split())
    assert operator.missing == set(nodes.split()) - set(runs_on.split())


def test_a_suffix_reaches_the_container_and_every_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operators, "platforms_of", lambda *_: Platforms(frozenset(), ALL))
    found = platform("arm64")["kubevirt-cdi/kustomization.yaml"]

    assert found["images"] == [{"name": "quay.io/kubevirt/cdi-operator", "newTag": "v1.66.0-arm64"}]
    assert variables(found) == {one.name: f"quay.io/kubevirt/{one.image}:v1.66.0-arm64" for one in CDI.variables}


def test_variables_are_those_that_the_version_reads() -> None:
    assert "OVIRT_POPULATOR_IMAGE" not in {one.name for one in CDI.variables_of(Release(1, 59))}
    assert "OVIRT_POPULATOR_IMAGE" in {one.name for one in CDI.variables_of(Release(1, 60))}


def catalog(nodes: str, *, kubevirt: str = "", cdi: str = "", kubernetes: str = "", taint: str = "") -> dict[str, str]:
    """A cluster of these architectures; a taint is on the nodes of the first."""
    first, *others = nodes.split()
    groups = [f"{{name: {first}, architecture: {first}, count: 2, taints: [{taint}]}}"]
    groups += [f"{{name: {one}, architecture: {one}}}" for one in others]
    components = "".join(
        f"  {name}: {{{said}{', ' if said else ''}{'' if 'version' in said else f'version: {version}'}}}\n"
        for name, said, version in (("kubevirt", kubevirt, "v1.9.0"), ("cdi", cdi, "v1.66.0"))
    )
    text = (
        "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: lab}\n"
        f"spec:\n  nodes: [{', '.join(groups)}]\n  kubernetes: {{{kubernetes}}}\n{components}"
    )
    return {"catalog/lab.yaml": text}


def platform(nodes: str, **said: str) -> dict[str, Any]:
    """What is written for the platform, by paths."""
    found = lowered(catalog(nodes, **said))
    assert found
    return {one.path: one.body for one in found}


def pods(kustomization: Any) -> list[Any]:
    """What the patches say about the pods of the operator, without its container."""
    patches = [yaml.safe_load(one["patch"]) for one in kustomization["patches"] if "target" not in one]
    found = [one["spec"]["template"]["spec"] for one in patches]
    return [one for one in found if "containers" not in one]


def variables(kustomization: Any) -> dict[str, str]:
    patches = [yaml.safe_load(one["patch"]) for one in kustomization["patches"] if "target" not in one]
    [container] = [one for patch in patches for one in patch["spec"]["template"]["spec"].get("containers", ())]
    return {one["name"]: one["value"] for one in container["env"]}
