"""Is a catalog refused that would make Flux stuck, or make it delete what others need?

Numbers such as E06 are those of the rules in tests/flux_rules.tsv.
"""

from pathlib import Path

import pytest

from tests.support import compile_files
from vmgen.diagnostics import Severity, has_errors
from vmgen.pipeline import prepare

CLUSTER = """
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: lab}}
spec:
  nodes: [{{name: box, architecture: amd64, count: 3}}]
  kubevirt: {{version: v1.9.0, dependsOn: [{kubevirt}]}}
  cdi: {{version: v1.66.0, dependsOn: [{cdi}]}}
  storage: {{classes: [{{name: fast, provisioner: rook-ceph.rbd.csi.ceph.com}}], dependsOn: [{storage}]}}
  flux: {{extraResources: [{extra}]}}
  output: {output}
"""
SAFE = {"kubevirt": "", "cdi": "", "storage": "", "extra": "", "output": "clusters/lab"}
MACHINE = """
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata:
  name: web
  namespace: {namespace}
  annotations: {{{annotations}}}
spec:
  template: small
  disks: [{{name: root, storageClass: fast, source: {{registry: {{url: "docker://quay.io/containerdisks/debian:13-2511"}}}}}}]
"""


def test_the_catalog_without_the_mistake_is_taken() -> None:
    assert not _is_refused(SAFE)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("kubevirt", "kubevirt-operator"),
        ("kubevirt", "kubevirt-cdi"),
        ("kubevirt", "kubevirt-instance"),
        ("cdi", "kubevirt-cdi"),
        ("cdi", "kubevirt-instance"),
        ("cdi", "machines-web"),
        ("storage", "machines-web"),
    ],
)
def test_a_chain_that_waits_for_itself_is_refused(field: str, name: str) -> None:  # E06
    assert _is_refused({**SAFE, field: name})


@pytest.mark.parametrize(
    "extra", ["flux", "flux/machines-web.yaml", "kustomization.yaml", "machines/web", "kubevirt-cdi"]
)
def test_a_root_that_lists_what_is_ours_a_second_time_is_refused(extra: str, tmp_path: Path) -> None:  # E08
    for path, text in _catalog({**SAFE, "extra": extra}).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    errors = {one.code.name for one in prepare(tmp_path).diagnostics if one.severity is Severity.ERROR}
    assert errors == {"listed-twice"}


@pytest.mark.parametrize("namespace", ["kubevirt", "cdi", "flux-system"])
def test_a_namespace_that_somebody_else_owns_is_not_written_a_second_time(namespace: str) -> None:  # E08
    compilation = compile_files(_catalog(SAFE, namespace=namespace))
    written = f"clusters/lab/machines/{namespace}/namespace.yaml" in compilation.files
    assert has_errors(compilation.diagnostics) or not written


@pytest.mark.parametrize("output", ["catalog", "catalog/lab", "catalog/vendor"])
def test_a_tree_in_the_catalog_is_refused(output: str) -> None:
    assert _is_refused({**SAFE, "output": output})


@pytest.mark.parametrize("output", ["..", "../lab", "clusters/../../lab", ".", "./.", "/lab", "clusters//lab", "~"])
def test_a_tree_outside_the_repository_or_all_over_it_is_refused(output: str) -> None:
    assert _is_refused({**SAFE, "output": f'"{output}"'})


def test_an_annotation_by_which_flux_would_delete_a_running_machine_is_refused() -> None:  # E17
    catalog = _catalog(SAFE, annotations="kustomize.toolkit.fluxcd.io/force: enabled")
    assert has_errors(compile_files(catalog).diagnostics)


def _is_refused(cluster: dict[str, str]) -> bool:
    return has_errors(compile_files(_catalog(cluster)).diagnostics)


def _catalog(cluster: dict[str, str], *, namespace: str = "web", annotations: str = "") -> dict[str, str]:
    machine = MACHINE.format(namespace=namespace, annotations=annotations)
    return {"catalog/lab.yaml": CLUSTER.format(**cluster), "catalog/web.yaml": machine}
