"""Runs of the real kubeconform over trees, without vmgen in between."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.tools import program
from tests.support import ROOT
from tests.trees import ClusterTree, cluster_spec
from vmgen.facts.releases import Release, release_of, row_for
from vmgen.facts.schema_files import LAYOUT, RELEASES, folder_of

COMMON = ROOT / "schemas" / "kubernetes"


def kubeconform() -> str:
    found = program("kubeconform")
    if found is None:
        pytest.skip("kubeconform is not built: make conformance")
    return found


def results(folder: Path, schemas: tuple[Path, ...]) -> list[dict[str, Any]]:
    """What it says of each object below `folder`, held strictly to the first schema that one of the folders has."""
    locations = [part for each in schemas for part in ("-schema-location", f"{each}/{LAYOUT}")]
    command = [kubeconform(), "-strict", "-verbose", "-output", "json", *locations, str(folder)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode in {0, 1}, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)["resources"]
    return found


def faults(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Everything that is not valid: status, kind and why."""
    bad = [one for one in found if one["status"] != "statusValid"]
    return [(one["status"], one["kind"], str(one.get("validationErrors") or one["msg"])) for one in bad]


def our_schemas(tree: ClusterTree) -> tuple[Path, ...]:
    """The folders that fit the tree's cluster, as schemas/README.md says."""
    spec = cluster_spec(tree)
    lines = (folder_of(product, _line(product, spec[product]["version"])) for product in RELEASES)
    return *(COMMON / line for line in lines), COMMON


def _line(product: str, version: str) -> Release:
    asked = release_of(version)
    assert asked is not None
    return row_for(asked, [(release, release) for release in RELEASES[product]])[0]
