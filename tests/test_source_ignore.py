"""Does Flux, which reads .sourceignore as Git reads .gitignore, download what it applies, and no more than that?"""

import subprocess
from pathlib import Path

import pytest

from tests.support import ROOT
from vmgen.cli.starter import SOURCE_IGNORE

APPLIED = "clusters/homelab/machines/web/machine-web.yaml"
OTHERS = "infrastructure/storage/kustomization.yaml"


@pytest.mark.parametrize(
    ("patterns", "left_out"),
    [
        ((ROOT / ".sourceignore").read_text(encoding="utf-8"), {"catalog/web.yaml", "vmgen/pipeline.py", OTHERS}),
        (SOURCE_IGNORE, {"catalog/web.yaml"}),
    ],
    ids=["of this project", "of a new repository"],
)
def test_what_flux_applies_is_not_left_out(patterns: str, left_out: set[str], tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(patterns, encoding="utf-8")
    paths = [APPLIED, OTHERS, "catalog/web.yaml", "vmgen/pipeline.py"]
    asked = subprocess.run(
        ["git", "-C", str(tmp_path), "check-ignore", *paths], check=False, capture_output=True, text=True
    )

    assert set(asked.stdout.split()) == left_out
