"""Is the chain that is drawn the one that is rendered, and are all machines at its ends?"""

import random
from pathlib import Path

import pytest

from tests.support import BASE, compile_files, compile_text
from tests.trees import FOLDER, ClusterTree, cluster_trees, files_below, links
from vmgen.fleet.fleet import Fleet
from vmgen.report.graph import GRAPH_FORMATS
from vmgen.report.graph.fleet import graph
from vmgen.report.graph.graph import ClusterGraph, Graph, Wait
from vmgen.report.graph.namespaces import MANY_IN_A_NAMESPACE, MANY_IN_ALL

MACHINE = """apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: %s, namespace: %s}
spec: {template: small, image: debian-13}
"""
CLUSTER = """apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: home}
spec:
  nodes: [{name: box, architecture: amd64}]
  kubevirt: {version: v1.9.0}
  cdi: {version: v1.66.0}
  storage: {dependsOn: [rook-ceph]}
"""
TREES = [tree for tree in cluster_trees() if not (tree.catalog.parent.parent / "base.yaml").exists()]


@pytest.mark.parametrize("tree", TREES, ids=[tree.name for tree in TREES])
def test_every_wait_and_check_of_a_committed_tree_is_drawn_and_no_other(tree: ClusterTree) -> None:
    labels = links(tree)[0].body["metadata"]["labels"]
    drawn = _of_catalog(tree.catalog, labels["cluster.vitistack.io/cluster-name"])
    rendered = {one.name: one.body["spec"] for one in links(tree)}

    assert {one.name for one in drawn.links if one.is_ours} == set(rendered)
    assert {(one.before, one.after, one.is_once) for one in drawn.waits} == {
        ("/".join(awaited[key] for key in ("namespace", "name") if key in awaited), name, "readyExpr" in awaited)
        for name, spec in rendered.items()
        for awaited in spec.get("dependsOn", ())
    }
    for link in drawn.links:
        checks = rendered.get(link.name, {}).get("healthChecks", ())
        assert len(link.health_checks) == len(checks)
        assert [one["name"] for one in checks if one["name"] not in " ".join(link.health_checks)] == []
        assert (
            link.folder == rendered.get(link.name, {}).get("path", "").removeprefix(f"./{tree.folder}/") or link.folder
        )
    folders = {link.folder: link.name for link in drawn.links}
    assert {one.link for one in drawn.namespaces} == {name for folder, name in folders.items() if "machines/" in folder}


def test_what_others_bring_is_drawn_by_its_name() -> None:
    [home] = _graph(CLUSTER + "---\n" + MACHINE % ("web", "web"))
    assert [one.name for one in home.links if not one.is_ours] == ["rook-ceph"]
    assert Wait("rook-ceph", "machines-web", is_once=True) in home.waits


def test_patches_change_what_is_drawn() -> None:
    patches = """  patches:
  - target: {kind: Kustomization, name: machines-web}
    operations:
    - {op: replace, path: /spec/timeout, value: 30m}
    - {op: replace, path: /spec/wait, value: true}
    - {op: add, path: /spec/dependsOn/-, value: {name: infra, namespace: other}}
"""
    [home] = _graph(CLUSTER + patches + "---\n" + MACHINE % ("web", "web"))
    [link] = [one for one in home.links if one.name == "machines-web"]
    assert link.lines == ("ready when all of it is healthy", "timeout 30m, retry 2m")
    assert Wait("other/infra", "machines-web", is_once=False) in home.waits


@pytest.mark.parametrize("operation", ["{op: remove, path: /spec}", "{op: replace, path: /spec/dependsOn, value: x}"])
def test_patches_may_do_what_they_want(operation: str) -> None:
    patches = f"  patches: [{{target: {{kind: Kustomization}}, operations: [{operation}]}}]\n"
    drawn = _graph(CLUSTER + patches + "---\n" + MACHINE % ("web", "web"))
    assert all(render(drawn) for render in GRAPH_FORMATS.values())


@pytest.mark.parametrize(
    ("count", "shown"), [(MANY_IN_A_NAMESPACE, MANY_IN_A_NAMESPACE), (MANY_IN_A_NAMESPACE + 1, 0)], ids=["few", "many"]
)
def test_a_namespace_with_many_machines_is_one_node(count: int, shown: int) -> None:
    [home] = _graph("---\n".join([CLUSTER, *(MACHINE % (f"m-{one}", "web") for one in range(count))]))
    [web] = home.namespaces
    assert (web.count, len(web.machines), web.networks) == (count, shown, (("pod network", count),))
    assert f"{count} machines" in GRAPH_FORMATS["svg"]((home,))


def test_a_large_fleet_is_one_of_namespaces() -> None:
    machines = [MACHINE % (f"m-{one}", f"team-{one % 20}") for one in range(MANY_IN_ALL + 1)]
    [home] = _graph("---\n".join([CLUSTER, *machines]))
    assert (len(home.namespaces), [one for one in home.namespaces if one.machines]) == (20, [])
    assert home.summary == "24 links, 20 namespaces, 101 machines"


def test_parts_can_be_drawn_alone() -> None:
    fleet = _fleet(CLUSTER + "---\n" + MACHINE % ("web", "web"))
    [chain], [machines] = graph(fleet, only="chain"), graph(fleet, only="fleet")
    assert (bool(chain.links), chain.namespaces) == (True, ())
    assert (machines.links, machines.waits, [one.link for one in machines.namespaces]) == ((), (), [""])


@pytest.mark.parametrize("format_", GRAPH_FORMATS)
@pytest.mark.parametrize("seed", range(3))
def test_documents_in_another_order_give_the_same_bytes(format_: str, seed: int) -> None:
    sources = {f"catalog/{path}": text for path, text in files_below(FOLDER / "two-clusters" / "catalog").items()}
    shuffled = [
        (f"catalog/{place}.yaml", one) for place, one in enumerate("\n---\n".join(sources.values()).split("\n---\n"))
    ]
    random.Random(seed).shuffle(shuffled)  # noqa: S311 # nothing is secret about an order
    drawn = [GRAPH_FORMATS[format_](graph(compile_files(dict(files)).fleet)) for files in (sources.items(), shuffled)]
    assert drawn[0] == drawn[1]


def test_a_machine_that_is_off_is_drawn_so() -> None:
    off = (MACHINE % ("web", "web")).replace("image: debian-13", "image: debian-13, powerState: Halted")
    [namespace] = graph(compile_text(off).fleet)[0].namespaces
    assert [one.power for one in namespace.machines] == ["Halted"]


def _graph(text: str) -> Graph:
    return graph(_fleet(text))


def _fleet(text: str) -> Fleet:
    """With the images of the base catalog, and no other cluster."""
    _, *rest = BASE["catalog/base.yaml"].split("---\n")
    return compile_files({"catalog/shared.yaml": "---\n".join(rest), "catalog/home.yaml": text}).fleet


def _of_catalog(catalog: Path, cluster: str) -> ClusterGraph:
    texts = {f"catalog/{path}": text for path, text in files_below(catalog).items() if path.endswith(".yaml")}
    [drawn] = graph(compile_files(texts).fleet, cluster=cluster)
    return drawn
