"""In which namespace is a machine that names none?"""

import pytest

from tests.support import compile_files

CLUSTER = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: %s}
spec:
  nodes: [{name: box, architecture: amd64}]
  kubevirt: {version: v1.9.0, manage: false}
  cdi: {version: v1.66.0, manage: false}
  %s
---
"""
MACHINE = """\
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: web, %s}
spec: {template: small, disks: [{name: root, source: {existingClaim: {name: web-root}}}]}
"""
TO_B = "labels: {cluster.vitistack.io/cluster-name: b}"


@pytest.mark.parametrize(
    ("clusters", "metadata", "expected"),
    [
        ({"a": ""}, "", "default"),
        ({"a": "namespaces: {default: lab}"}, "", "lab"),
        ({"a": "namespaces: {default: lab}"}, "namespace: web", "web"),
        ({"a": "namespaces: {default: lab}", "b": "namespaces: {default: office}"}, TO_B, "office"),
        ({"a": "namespaces: {default: lab}", "b": ""}, TO_B, "default"),
    ],
)
def test_a_machine_is_where_it_says_else_where_its_cluster_says(
    clusters: dict[str, str], metadata: str, expected: str
) -> None:
    text = "".join(CLUSTER % one for one in clusters.items()) + MACHINE % metadata
    (machine,) = compile_files({"catalog/web.yaml": text}).fleet.machines
    assert machine.namespace == expected
    assert machine.identity == f"{machine.cluster.name}/{expected}/web"


def test_two_machines_of_one_name_clash_where_the_cluster_puts_them() -> None:
    text = CLUSTER % ("a", "namespaces: {default: lab}") + MACHINE % "" + "---\n" + MACHINE % "namespace: lab"
    assert [one.code.name for one in compile_files({"catalog/web.yaml": text}).diagnostics] == ["duplicate-name"]


def test_a_namespace_of_another_type_is_told_once() -> None:
    text = CLUSTER % ("a", "namespaces: {default: [lab]}") + MACHINE % ""
    assert [one.code.name for one in compile_files({"catalog/web.yaml": text}).diagnostics] == ["wrong-type"]
