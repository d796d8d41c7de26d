"""Do kubectl and its kustomize, which Flux runs too, read what we write?"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.output.texts import MERGE_KEY, NASTY, PLAIN
from vmgen.output.yaml_writer import write_yaml

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed"),
]

TEXTS = {f"text-{index}": text for index, text in enumerate((*NASTY, *PLAIN))}
CONFIG_MAP = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    # kustomize cannot read its own annotations of several lines that start with a tab
    "metadata": {"name": "texts", "annotations": {key: text for key, text in TEXTS.items() if "\n" not in text}},
    "data": {**TEXTS, **{text: "the key is nasty" for text in NASTY if len(text) < 1000 and text != MERGE_KEY}},
}


def test_kubectl_reads_what_was_written(tmp_path: Path) -> None:
    file = tmp_path / "texts.yaml"
    file.write_text(write_yaml([CONFIG_MAP]), encoding="utf-8", newline="")
    assert _as_kubectl_reads(file) == CONFIG_MAP


def test_kustomize_passes_on_what_was_written(tmp_path: Path) -> None:
    listed = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization", "resources": ["texts.yaml"]}
    (tmp_path / "kustomization.yaml").write_text(write_yaml([listed]), encoding="utf-8", newline="")
    (tmp_path / "texts.yaml").write_text(write_yaml([CONFIG_MAP]), encoding="utf-8", newline="")
    built = tmp_path / "built.yaml"
    built.write_bytes(_run("kubectl", "kustomize", str(tmp_path)))
    assert _as_kubectl_reads(built) == CONFIG_MAP


def _as_kubectl_reads(file: Path) -> Any:
    """The object as kubectl understands it, without a cluster, and without the annotation that makes it speak."""
    spoken = _run("kubectl", "annotate", "--local", "--filename", str(file), "--output", "json", "spoken=yes")
    read = json.loads(spoken)
    assert read["metadata"]["annotations"].pop("spoken") == "yes"
    return read


def _run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout
