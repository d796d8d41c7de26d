"""Where the real things are that the tables are compared with."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("there is no ../shared to compare with")
    return SHARED


@pytest.fixture(scope="session")
def verdicts(shared: Path) -> list[dict[str, Any]]:
    """Objects with what the real admission code of KubeVirt and CDI said of them."""
    with gzip.open(shared / "verdicts" / "verdicts.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
