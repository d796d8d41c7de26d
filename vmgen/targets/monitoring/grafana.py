"""Dashboards in the form that Grafana imports, made from tables of panels.

The fields are those of https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/.
"""

import json

from vmgen.facts.metrics import is_answered
from vmgen.records import record
from vmgen.targets.manifest import JsonObject

_WIDTH = 24
_SCHEMA_VERSION = 38
"""Of Grafana 10.1; later ones bring it up to their own."""
_HEIGHTS = {"stat": 4, "table": 8, "timeseries": 8}
_SOURCE = {"type": "prometheus", "uid": "${datasource}"}


@record
class Query:
    """An expression of PromQL, and how its series are called in the legend."""

    expression: str
    legend: str = ""


@record
class Panel:
    """`unit` is one of Grafana's. Panels flow from left to right, 24 columns in a line."""

    title: str
    unit: str
    queries: tuple[Query, ...]
    type: str = "timeseries"
    width: int = 12


@record
class Variable:
    """A choice above the panels: the values that a label has on a metric."""

    name: str
    metric: str
    label: str


@record
class Dashboard:
    """`name` is that of its ConfigMap, of its file, and what its address starts with."""

    name: str
    title: str
    variables: tuple[Variable, ...]
    panels: tuple[Panel, ...]


def dashboard_json(dashboard: Dashboard, version: str) -> str:
    """The dashboard for a cluster with this version of KubeVirt: a line for each panel whose metrics it has."""
    panels = [panel for panel in dashboard.panels if all(is_answered(one.expression, version) for one in panel.queries)]
    body = {
        "uid": dashboard.name,
        "title": dashboard.title,
        "tags": ["kubevirt", "vmgen"],
        "schemaVersion": _SCHEMA_VERSION,
        "editable": True,
        "graphTooltip": 1,
        "refresh": "1m",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "",
        "templating": {"list": [_data_source(), *map(_variable, dashboard.variables)]},
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)},\n" for key, value in body.items()]
    return "{\n" + "".join(lines) + ' "panels": [\n' + ",\n".join(f"  {one}" for one in _placed(panels)) + "\n ]\n}\n"


def _placed(panels: list[Panel]) -> list[str]:
    """Each panel behind the one before it, or in the next line where there is no room."""
    texts, left, top, line = [], 0, 0, 0
    for number, panel in enumerate(panels, 1):
        if left + panel.width > _WIDTH:
            left, top, line = 0, top + line, 0
        height = _HEIGHTS[panel.type]
        texts.append(json.dumps(_panel(number, panel, {"x": left, "y": top, "w": panel.width, "h": height})))
        left, line = left + panel.width, max(line, height)
    return texts


def _panel(number: int, panel: Panel, place: JsonObject) -> JsonObject:
    return {
        "id": number,
        "title": panel.title,
        "type": panel.type,
        "datasource": _SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": panel.unit}, "overrides": []},
        "targets": [_target(index, query, panel.type) for index, query in enumerate(panel.queries)],
    }


def _target(index: int, query: Query, type_: str) -> JsonObject:
    target = {
        "refId": chr(ord("A") + index),
        "datasource": _SOURCE,
        "expr": query.expression,
        "legendFormat": query.legend or "__auto",
    }
    if type_ == "timeseries":
        return {**target, "range": True}
    return {**target, "instant": True, "format": "table" if type_ == "table" else "time_series"}


def _data_source() -> JsonObject:
    return {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"}


def _variable(variable: Variable) -> JsonObject:
    """`All` stands for anything, also for series that came after the choice was made."""
    query = f"label_values({variable.metric}, {variable.label})"
    return {
        "name": variable.name,
        "label": variable.name.capitalize(),
        "type": "query",
        "datasource": _SOURCE,
        "query": {"query": query, "refId": variable.name},
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": {"text": ["All"], "value": ["$__all"]},
    }
