"""Releases of KubeVirt and CDI on clusters, from a mirror: what a build writes for them, for kustomize to build."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.trees import JsonObject
from vmgen.diagnostics import has_errors
from vmgen.facts.components import CDI, KUBEVIRT, Component
from vmgen.output.commit import commit
from vmgen.pipeline import prepare

RELEASES = {KUBEVIRT: ("v1.6.6", "v1.8.4", "v1.9.0"), CDI: ("v1.61.1", "v1.63.1", "v1.66.0")}
FOLDERS = {KUBEVIRT: "kubevirt-operator", CDI: "kubevirt-cdi"}
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"


@dataclass(frozen=True)
class Case:
    """A release on a cluster; `said` is what the component says beside its version."""

    component: Component
    version: str
    nodes: str
    hosted: bool = False
    said: str = ""
    place: str = "quay.io/kubevirt/"
    """What its images start with."""

    def __str__(self) -> str:
        told = " hosted" * self.hosted + " mirrored" * bool(self.said)
        return f"{self.component.name}-{self.version} on {self.nodes}{told}"

    def catalog(self, mirror: str) -> dict[str, str]:
        """All nodes of amd64 have a taint."""
        groups = [
            f"{{name: {one}, architecture: {one}, count: 3, taints: [{_taint(one)}]}}" for one in self.nodes.split()
        ]
        said = [f"version: {self.version}", f"releaseURL: '{mirror}/{self.component.name}'", self.said]
        said += ["featureGates: [MultiArchitecture]"] if self.component is KUBEVIRT else []
        other = KUBEVIRT if self.component is CDI else CDI
        text = (
            "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: lab}\n"
            f"spec:\n  nodes: [{', '.join(groups)}]\n  kubernetes: {{hostedControlPlane: {str(self.hosted).lower()}}}\n"
            f"  {self.component.name}: {{{', '.join(filter(None, said))}}}\n"
            f"  {other.name}: {{version: {RELEASES[other][-1]}, manage: false}}\n"
        )
        return {"catalog/lab.yaml": text}


def _taint(architecture: str) -> str:
    return "{key: gpu, value: 'true', effect: NoSchedule}" if architecture == "amd64" else ""


def written(case: Case, mirror: str, root: Path) -> Path:
    """The folder of the release."""
    return laid_out(case.catalog(mirror), root, "lab") / FOLDERS[case.component]


def laid_out(texts: dict[str, str], root: Path, cluster: str) -> Path:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    build = prepare(root)
    assert not has_errors(build.diagnostics)
    commit(build.plan, root=root)
    return root / "clusters" / cluster


def pod_of(built: list[JsonObject]) -> Any:
    [deployment] = [one for one in built if one["kind"] == "Deployment"]
    return deployment["spec"]["template"]["spec"]


def required_labels(pod: Any) -> list[str]:
    required = pod.get("affinity", {}).get("nodeAffinity", {}).get(REQUIRED) or {}
    return [one["key"] for term in required.get("nodeSelectorTerms", ()) for one in term["matchExpressions"]]
