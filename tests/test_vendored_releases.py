"""Is what vmgen makes of a vendored release what kustomize makes of the same release when the cluster fetches it?

Where the catalog does not compile, both ways say so, and why.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.trees import build
from tests.upstream import KUSTOMIZE, UPSTREAM, kustomized, served
from vmgen.diagnostics import has_errors
from vmgen.facts.components import COMPONENTS
from vmgen.facts.releases import release_of

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(shutil.which(KUSTOMIZE[0]) is None, reason="neither kustomize nor kubectl is installed"),
    pytest.mark.skipif(not UPSTREAM.exists(), reason="release manifests are not beside the project"),
]

FOLDERS = {"kubevirt": "kubevirt-operator", "cdi": "kubevirt-cdi"}
VERSIONS = {"kubevirt": ("v1.6.6", "v1.8.4", "v1.9.0"), "cdi": ("v1.61.1", "v1.63.1", "v1.66.0")}
DIGEST = f"sha256:{'1' * 64}"
NODES = {"arm64": ("arm64",), "amd64": ("amd64",), "mixed": ("amd64", "arm64")}


@dataclass(frozen=True, slots=True)
class Case:
    """A cluster on which vmgen installs one component alone."""

    component: str
    version: str
    nodes: str
    is_mirrored: bool = False
    """Whether its images come from elsewhere, and the control plane is somebody else's."""
    is_pinned: bool = False
    """Whether its images are named by the digests that a lock has."""

    @property
    def errors(self) -> set[str]:
        is_missing = self.version == "v1.61.1" and self.nodes == "arm64"
        return {"release-architecture-missing"} if is_missing else set()

    def catalog(self, root: Path, mirror: str) -> Path:
        specs = {"kubevirt": "version: v1.9.0, manage: false", "cdi": "version: v1.66.0, manage: false"}
        specs[self.component] = f'version: {self.version}, releaseURL: "{mirror}/{self.component}"'
        if self.is_mirrored:
            specs[self.component] += (
                ", registry: mirror.example.org:5000/platform, imagePrefix: copy-, imagePullSecrets: [login]"
            )
        if self.version == "v1.6.6":  # later ones need no gate for nodes that differ
            specs["kubevirt"] += ", featureGates: [MultiArchitecture]"
        groups = ", ".join(f"{{name: {one}, architecture: {one}}}" for one in NODES[self.nodes])
        text = (
            "apiVersion: vmgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: lab}\n"
            f"spec:\n  kubernetes: {{hostedControlPlane: {str(self.is_mirrored).lower()}}}\n  nodes: [{groups}]\n"
            f"  kubevirt: {{{specs['kubevirt']}}}\n  cdi: {{{specs['cdi']}}}\n"
        )
        (root / "catalog").mkdir(parents=True)
        if self.is_pinned:
            text += "  policy: {pinImages: true}\n"
            images = {reference: {"digest": DIGEST, "platforms": {"amd64": DIGEST}} for reference in self.images()}
            (root / "catalog" / "vmgen.lock.yaml").write_text(json.dumps({"images": images}), encoding="utf-8")
        (root / "catalog" / "lab.yaml").write_text(text, encoding="utf-8")
        return root

    def images(self) -> list[str]:
        release = release_of(self.version)
        [component] = [one for one in COMPONENTS if one.name == self.component]
        return [f"quay.io/kubevirt/{name}:{self.version}" for name in component.images(release)] if release else []

    def folder(self, root: Path) -> Path:
        return root / "clusters" / "lab" / FOLDERS[self.component]


CASES = [
    Case(component, version, nodes, is_mirrored)
    for component in FOLDERS
    for version in VERSIONS[component]
    for nodes in NODES
    for is_mirrored in (False, True)
]
CASES += [Case(name, versions[-1], "amd64", is_pinned=True) for name, versions in VERSIONS.items()]


@pytest.fixture(scope="module")
def mirror() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda case: (
        f"{case.component}-{case.version}-{case.nodes}{'-mirrored' * case.is_mirrored}{'-pinned' * case.is_pinned}"
    ),
)
def test_both_ways_give_the_same_objects(
    case: Case, mirror: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    remote, vendored = case.catalog(tmp_path / "remote", mirror), case.catalog(tmp_path / "vendored", mirror)
    assert run("-C", vendored, "vendor").exit_code == 0

    assert (_errors(remote), _errors(vendored)) == (case.errors, case.errors)
    if not case.errors:
        made = kustomized(case.folder(vendored))
        assert (DIGEST in str(made)) == case.is_pinned
        assert made == kustomized(case.folder(remote))
        assert len(made) > 7
        assert "://" not in (case.folder(vendored) / "kustomization.yaml").read_text(encoding="utf-8")


def _errors(root: Path) -> set[str]:
    """Builds, and tells what keeps it from that."""
    return {one.code.name for one in build(root).diagnostics if has_errors([one])}
