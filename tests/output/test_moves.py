"""Is a build stopped before it moves machines to where Flux could delete them on the way?"""

from pathlib import Path

import pytest

from tests.cli.run import run
from tests.trees import files_below
from vmgen.output.moves import Move, moves
from vmgen.output.plan import Plan

CATALOG = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: lab}}
spec:
  nodes: [{{name: box, architecture: amd64}}]
  kubevirt: {{version: v1.9.0, manage: false}}
  cdi: {{version: v1.66.0, manage: false}}
  flux: {flux}
---
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {{name: worker, namespace: pool}}
spec: {{replicas: {replicas}, template: small}}
"""
LAB = "clusters/lab"


def build(root: Path, flux: str, *options: str, replicas: int = 12) -> int:
    (root / "catalog").mkdir(exist_ok=True)
    (root / "catalog" / "lab.yaml").write_text(CATALOG.format(flux=flux, replicas=replicas), encoding="utf-8")
    return run("-C", root, "build", *options).exit_code


def plan_of(delete: tuple[str, ...], create: tuple[str, ...]) -> Plan:
    return Plan(create, (), delete, (), (), (), {})


def test_a_machine_in_another_shard_of_its_namespace_has_moved() -> None:
    old, new = f"{LAB}/machines/pool/machine-a.yaml", f"{LAB}/machines/pool/shard-2/machine-a.yaml"
    assert moves(plan_of((old,), (new,))) == (Move("a", "pool", old, f"{LAB}/flux/machines-pool.yaml"),)
    assert moves(plan_of((new,), (old,))) == (Move("a", "pool", new, f"{LAB}/flux/machines-pool-shard-2.yaml"),)


@pytest.mark.parametrize(
    "new",
    [
        f"{LAB}/machines/pool/shard-2/machine-b.yaml",
        f"{LAB}/machines/other/machine-a.yaml",
        "clusters/edge/machines/pool/machine-a.yaml",
        f"{LAB}/machines/pool/secret-a.yaml",
    ],
)
def test_another_machine_has_not(new: str) -> None:
    assert moves(plan_of((f"{LAB}/machines/pool/machine-a.yaml",), (new,))) == ()


def test_a_namespace_is_split_only_where_flux_does_not_prune(tmp_path: Path) -> None:
    assert build(tmp_path, "{}") == 0
    before = files_below(tmp_path / LAB)

    assert build(tmp_path, "{shards: {pool: 2}}") == 1
    assert files_below(tmp_path / LAB) == before
    assert build(tmp_path, "{shards: {pool: 2}, links: {machines-pool: {prune: false}}}") == 1

    assert build(tmp_path, "{links: {machines-pool: {prune: false}}}") == 0
    assert build(tmp_path, "{shards: {pool: 2}, links: {machines-pool: {prune: false}}}") == 0
    assert (tmp_path / LAB / "flux" / "machines-pool-shard-1.yaml").exists()
    assert build(tmp_path, "{shards: {pool: 2}}") == 0


def test_shards_go_where_none_of_them_prunes(tmp_path: Path) -> None:
    build(tmp_path, "{shards: {pool: 3}}")
    assert build(tmp_path, "{shards: {pool: 2}}") == 1
    assert build(tmp_path, "{shards: {pool: 3}, machines: {prune: false}}") == 0
    assert build(tmp_path, "{machines: {prune: false}}") == 0


def test_machines_move_where_it_is_meant(tmp_path: Path) -> None:
    build(tmp_path, "{}")
    assert build(tmp_path, "{shards: {pool: 2}}", "--allow", "delete") == 0


def test_more_machines_move_none(tmp_path: Path) -> None:
    build(tmp_path, "{shards: {pool: 3}}")
    assert build(tmp_path, "{shards: {pool: 3}}", replicas=40) == 0


def test_it_is_told_which_machines_would_move_and_what_to_do(tmp_path: Path) -> None:
    build(tmp_path, "{}")
    (tmp_path / "catalog" / "lab.yaml").write_text(
        CATALOG.format(flux="{shards: {pool: 2}}", replicas=12), encoding="utf-8"
    )
    told = run("-C", tmp_path, "build").err

    assert "machine-moved" in told
    assert "`machines-pool` would lose `worker-" in told
    assert "flux: {links: {machines-pool: {prune: false}}}" in told
