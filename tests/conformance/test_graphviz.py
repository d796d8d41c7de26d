"""Does Graphviz read what `vmgen graph --format dot` writes, whatever the names?"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.report.graph.graphs import ODD, graph_with
from tests.support import compile_files
from tests.trees import FOLDER, files_below
from vmgen.report.graph.dot import render_dot
from vmgen.report.graph.fleet import graph

pytestmark = pytest.mark.conformance


def test_a_fleet_has_all_its_nodes_in_their_boxes() -> None:
    drawn = graph(compile_files(_catalog(FOLDER / "two-clusters" / "catalog")).fleet)
    read = _read(render_dot(drawn))
    machines = [machine for cluster in drawn for one in cluster.namespaces for machine in one.machines]
    boxes = [one for one in read["objects"] if one["name"].startswith("cluster/")]
    nodes = [one for one in read["objects"] if not one["name"].startswith("cluster/")]

    assert len(nodes) == len(machines) + sum(len(cluster.links) for cluster in drawn)
    assert len(boxes) == len(drawn) + sum(len(cluster.namespaces) for cluster in drawn)
    waits = sum(len(cluster.waits) for cluster in drawn)
    assert len(read["edges"]) == waits + len(machines)


@pytest.mark.parametrize("text", [ODD, "", "node", "\\", '"'])
def test_any_text_is_one_label(text: str) -> None:
    read = _read(render_dot(graph_with(text)))
    assert len(read["edges"]) == 3
    assert sum(one["label"].endswith(r"\nnot written by vmgen") for one in read["objects"]) == 1


def _read(dot: str) -> Any:
    program = shutil.which("dot")
    if program is None:
        pytest.skip("Graphviz is not installed")
    ran = subprocess.run([program, "-Tjson"], input=dot, check=True, capture_output=True, encoding="utf-8")
    assert ran.stderr == ""
    return json.loads(ran.stdout)


def _catalog(folder: Path) -> dict[str, str]:
    return {f"catalog/{path}": text for path, text in files_below(folder).items()}
