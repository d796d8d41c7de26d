"""Does Grafana's own model know every field of the dashboards?"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models import prometheus
from grafana_foundation_sdk.models.dashboard import Dashboard, Panel

from vmgen.facts.releases import KUBEVIRT_RELEASES
from vmgen.targets.monitoring.dashboards import DASHBOARDS
from vmgen.targets.monitoring.grafana import dashboard_json

register_default_plugins()
each_board = pytest.mark.parametrize("board", DASHBOARDS, ids=lambda board: board.name)


@each_board
@pytest.mark.parametrize("release", KUBEVIRT_RELEASES, ids=lambda release: release.tag)
def test_grafana_keeps_all_that_it_reads(board: Any, release: Any) -> None:
    written = json.loads(dashboard_json(board, release.tag))
    assert list(_dropped(written, _through_grafana(written), "")) == []


@each_board
def test_grafana_finds_panels_with_queries_for_prometheus(board: Any) -> None:
    read = Dashboard.from_json(json.loads(dashboard_json(board, "v1.9.0")))
    panels = [panel for panel in read.panels or () if isinstance(panel, Panel)]
    assert len(panels) == len(board.panels)
    assert {type(target) for panel in panels for target in panel.targets or ()} == {prometheus.Dataquery}


def test_what_grafana_does_not_know_is_found() -> None:
    written = json.loads(dashboard_json(DASHBOARDS[0], "v1.9.0"))
    written["panels"][0]["fieldConfig"]["defaults"]["units"] = "none"
    assert list(_dropped(written, _through_grafana(written), "")) == [".panels[0].fieldConfig.defaults.units"]


def _through_grafana(written: Any) -> Any:
    return json.loads(json.dumps(Dashboard.from_json(written), cls=JSONEncoder))


def _dropped(written: Any, read: Any, path: str) -> Iterator[str]:
    """What stands in one and not in the other, or otherwise; Grafana adds what it takes for granted."""
    if isinstance(written, dict) and isinstance(read, dict):
        for key, value in written.items():
            yield from _dropped(value, read.get(key), f"{path}.{key}")
    elif isinstance(written, list) and isinstance(read, list) and len(written) == len(read):
        for index, (one, other) in enumerate(zip(written, read, strict=True)):
            yield from _dropped(one, other, f"{path}[{index}]")
    elif written != read:
        yield path
