"""A release whose manifest the catalog has: what it becomes, and what is told where it is not as vmgen needs it."""

from typing import Any

from tests.releases import KUBEVIRT, release_manifest
from tests.support import BASE, compile_files
from vmgen.diagnostics import Diagnostic
from vmgen.syntax.attachments import VENDOR
from vmgen.targets.platform.vendored import lower_release

CATALOG = BASE["catalog/base.yaml"].replace("version: v1.9.0, manage: false", "version: v1.9.0")
FILE = f"{VENDOR}kubevirt-v1.9.0.yaml"


def lowered(text: str | None, **more: Any) -> tuple[list[tuple[str, str]], list[Diagnostic]]:
    """The paths and kinds of what a release becomes, and what is told of it."""
    files = {"catalog/base.yaml": CATALOG, **({FILE: text} if text is not None else {})}
    [cluster] = compile_files(files).fleet.clusters
    kustomization = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": ["a"],
        **more,
    }
    faults: list[Diagnostic] = []
    made = list(lower_release(cluster, KUBEVIRT, kustomization, "folder", faults))
    return [(one.path, one.kind) for one in made], faults


def test_without_its_manifest_a_release_is_fetched_by_the_cluster() -> None:
    assert lowered(None) == ([("folder/kustomization.yaml", "Kustomization")], [])


def test_with_its_manifest_a_release_is_a_file_of_its_own() -> None:
    made, faults = lowered(release_manifest("kubevirt", "v1.9.0"))
    kinds = ("Namespace", "CustomResourceDefinition", "ServiceAccount", "Deployment")
    assert made == [("folder/operator.yaml", kind) for kind in kinds]
    assert faults == []


def test_what_is_no_manifest_becomes_nothing() -> None:
    assert lowered("<html>\n")[0] == [("folder/kustomization.yaml", "Kustomization")]


def test_a_change_that_hits_nothing_is_told_at_the_version() -> None:
    images = [{"name": "quay.io/kubevirt/operator", "newTag": "v2"}]
    _, [fault] = lowered(release_manifest("kubevirt", "v1.9.0"), images=images)
    assert fault.code.name == "override-without-effect"
    assert fault.problem.message == "`v1.9.0` has no image `quay.io/kubevirt/operator`, which vmgen has to change"
    assert fault.problem.at.route == ("spec", "kubevirt", "version")
