"""What `vmgen graph` draws of a catalog, in each format, and which part of it."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import repository, run

FORMATS = ("mermaid", "dot", "svg")


@pytest.mark.parametrize("format_", FORMATS)
def test_graph(format_: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    drawn = run("-C", repository("two-clusters", tmp_path), "graph", "--format", format_)
    assert (drawn.exit_code, drawn.err) == (0, "")
    assert drawn.out == snapshot


def test_mermaid_is_what_is_drawn_when_nobody_says(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    assert run("-C", root, "graph") == run("-C", root, "graph", "--format", "mermaid")


@pytest.mark.parametrize("format_", FORMATS)
def test_one_cluster_and_one_part(format_: str, tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    chain = run("-C", root, "graph", "--format", format_, "--cluster", "home", "--only", "chain").out
    fleet = run("-C", root, "graph", "--format", format_, "--cluster", "office", "--only", "fleet").out

    words = ("cluster home", "cluster office", "machines-web", "pod network")
    assert [word for word in words if word in chain] == ["cluster home", "machines-web"]
    assert [word for word in words if word in fleet] == ["cluster office", "pod network"]


def test_a_cluster_that_is_not_there_is_a_mistake_in_usage(tmp_path: Path) -> None:
    drawn = run("-C", repository("two-clusters", tmp_path), "graph", "--cluster", "hom")
    assert (drawn.exit_code, drawn.out) == (2, "")
    assert "no Cluster `hom` in the catalog; did you mean `home`?" in drawn.err


def test_what_has_errors_is_left_out_and_that_is_said(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "broken.yaml").write_text("]", encoding="utf-8")
    drawn = run("-C", root, "graph", "--only", "fleet")
    assert drawn.exit_code == 0
    assert "namespace web" in drawn.out
    assert drawn.err == "what has errors is left out: see `vmgen check`\n"


@pytest.mark.parametrize("format_", FORMATS)
def test_without_a_cluster_there_is_an_empty_picture(format_: str, tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    drawn = run("-C", tmp_path, "graph", "--format", format_)
    assert (drawn.exit_code, drawn.err) == (0, "")
    assert drawn.out
