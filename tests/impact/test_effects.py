"""What does a single change do? tests/impact/effects.tsv: a row for each, with the file of its project that decides it.

Conditions are words: `stage` (rollout strategy), `migrates` (LiveMigrate among the update methods), `pinned` (the
machine cannot migrate), `halted`, an architecture, `kubevirt <release>`, and `applied again` (Flux is not told to apply
the object once). Without any it is KubeVirt 1.9 as it is installed, and a machine on amd64 that runs and can migrate.
"""

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.impact.updates import change_at
from vmgen.facts.live_updates import has_declarative_hotplug
from vmgen.facts.releases import release_of
from vmgen.impact.effects import Conditions, Effect
from vmgen.impact.objects import object_change
from vmgen.impact.trees import Identity, Standing

HERE = Path(__file__).parent
ROWS = [
    tuple(line.split("\t"))
    for line in (HERE / "effects.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ONCE = "kustomize.toolkit.fluxcd.io/ssa"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:4]))
def test_a_change_has_the_effect(row: tuple[str, ...]) -> None:
    name, path, value, words, effect, source = row
    old = _object(name, words)
    new = copy.deepcopy(old)
    change_at(new, path, json.loads(value) if value else None)
    assert new != old
    identity = Identity("clusters/home", "", old["kind"], "web", old["metadata"]["name"])

    found = object_change(identity, Standing("old.yaml", old), Standing("new.yaml", new), _conditions(words))

    assert found.effect is Effect[effect], source


def test_the_table_is_as_long_as_a_table_must_be_that_people_trust() -> None:
    assert len(ROWS) >= 150
    assert len({row[:4] for row in ROWS}) == len(ROWS)
    assert {Effect[row[4]] for row in ROWS} >= {Effect.LIVE, Effect.RESTART, Effect.REFUSED, Effect.WAITS, Effect.STOPS}
    assert all(row[5] for row in ROWS)


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def _object(name: str, words: str) -> Any:
    body = copy.deepcopy(_read(name))
    architecture = re.search(r"arm64|s390x", words)
    if architecture:
        body["spec"]["template"]["spec"]["architecture"] = architecture[0]
    if "halted" in words:
        body["spec"]["runStrategy"] = "Halted"
    if "applied again" in words:
        del body["metadata"]["annotations"][ONCE]
    return body


def _conditions(words: str) -> Conditions:
    release = re.search(r"kubevirt (\S+)", words)
    version = release_of(release[1] if release else "1.9")
    assert version is not None
    return Conditions(
        version,
        is_live="stage" not in words,
        migrates_by_itself="migrates" in words,
        is_migratable="pinned" not in words,
        has_declarative_hotplug=has_declarative_hotplug(version, ()),
    )
