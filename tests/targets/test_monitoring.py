"""Do rules and dashboards ask for metrics that there are, by labels that these have, and repeat nobody's alerts?"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import compile_text
from tests.trees import ClusterTree, Rendered, cluster_trees, objects
from vmgen.facts.alerts import BUILT_IN_ALERTS, is_built_in
from vmgen.facts.metrics import METRICS, SCRAPED_LABELS, series_in
from vmgen.facts.releases import KUBEVIRT_RELEASES
from vmgen.fleet.alerts import ALERTS, UNLESS_OFF
from vmgen.fleet.recordings import NETWORK_ERRORS, RECORDINGS
from vmgen.targets.monitoring.dashboards import DASHBOARDS
from vmgen.targets.monitoring.grafana import Panel, Query, dashboard_json

SERIES = {name: metric for metric in METRICS for name in metric.series}
VERSIONS = tuple(release.tag for release in KUBEVIRT_RELEASES)
TREES = [tree for tree in cluster_trees() if any(one.kind == "PrometheusRule" for one in objects(tree))]

CLUSTER = """
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: lab}
spec:
  nodes: [{name: box, architecture: amd64}]
  kubevirt: {version: VERSION, manage: false}
  cdi: {version: v1.66.0, manage: false}
  monitoring: {prometheus: {namespace: observability}, dependsOn: [prometheus], MORE}
---
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: web, labels: {cluster.vitistack.io/cluster-name: lab}}
spec: {template: small, image: debian-13}
"""


def queries() -> Iterator[Query]:
    for dashboard in DASHBOARDS:
        for panel in dashboard.panels:
            yield from panel.queries


EXPRESSIONS = {
    **{alert.name: alert.expression.replace(UNLESS_OFF, "") for alert in ALERTS},
    **{f"{one.name} {number}": one.expression for number, one in enumerate(RECORDINGS)},
    **{f"{query.legend or 'panel'} {number}": query.expression for number, query in enumerate(queries())},
    **{f"{one.name} of {board.name}": one.metric for board in DASHBOARDS for one in board.variables},
}
each_expression = pytest.mark.parametrize("expression", EXPRESSIONS.values(), ids=EXPRESSIONS.keys())
each_tree = pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)


@each_expression
def test_an_expression_asks_for_metrics_that_there_are(expression: str) -> None:
    assert series_in(expression)
    assert series_in(expression) <= SERIES.keys()


@each_expression
def test_an_expression_chooses_by_labels_that_its_metrics_have(expression: str) -> None:
    for metric, matchers in re.findall(r"(\w+)\{([^}]*)\}", expression):
        chosen = set(re.findall(r'(\w+)(?:=~|!~|!=|=)"', matchers))
        assert chosen <= {*SERIES[metric].labels.split(), *SCRAPED_LABELS}, metric


def test_every_metric_of_the_table_is_asked_for() -> None:
    asked = frozenset[str]().union(*map(series_in, EXPRESSIONS.values()))
    assert {metric.name for metric in METRICS if not metric.series & asked} == set()


@pytest.mark.parametrize(
    ("expression", "series"),
    [
        ('sum by (a, b) (rate(up{job="x y"}[5m])) > bool 0.5', {"up"}),
        ("up unless on (name) node_x offset 1h and group_left up", {"up", "node_x"}),
        ('label_replace(a_b, "c", "$1", "d", "(.*)") / on (c) group_left (e) f', {"a_b", "f"}),
        ("rate(x[$__rate_interval])", {"x"}),
        ("node:x:sum - vector(0)", {"node:x:sum"}),
    ],
)
def test_series_are_found_in_an_expression(expression: str, series: set[str]) -> None:
    assert series_in(expression) == series


def test_no_alert_has_the_name_of_one_of_kubevirts_own() -> None:
    names = [alert.name for alert in ALERTS]
    assert len(names) == len(set(names))
    assert set(names) & BUILT_IN_ALERTS.keys() == set()
    assert {alert.covered_by for alert in ALERTS} - {""} <= BUILT_IN_ALERTS.keys()


@pytest.mark.parametrize("version", VERSIONS)
def test_where_kubevirt_says_the_same_it_is_left_to_kubevirt(version: str) -> None:
    left_out = {alert.name for alert in ALERTS} - set(alerts(version))
    assert left_out == {alert.name for alert in ALERTS if is_built_in(alert.covered_by, version)}
    assert set(alerts(version, "serviceMonitor: {}")) == {alert.name for alert in ALERTS}


def test_later_releases_say_more_themselves() -> None:
    assert [len(alerts(version)) for version in VERSIONS] == [8, 7, 6, 6]


@pytest.mark.parametrize(("distribution", "namespace"), [("kubernetes", "kubevirt"), ("openshift", "openshift-cnv")])
def test_prometheus_looks_where_kubevirt_runs(distribution: str, namespace: str) -> None:
    text = CLUSTER.replace("VERSION", "v1.9.0").replace("MORE", "serviceMonitor: {}")
    text = text.replace("\nspec:\n", f"\nspec:\n  distribution: {distribution}\n", 1)
    monitor = compile_text(text).files["clusters/lab/monitoring/servicemonitor.yaml"]
    assert f"matchNames:\n    - {namespace}\n" in monitor


def test_without_machines_there_are_no_alerts_on_them() -> None:
    text = CLUSTER.replace("VERSION", "v1.9.0").replace("MORE", "serviceMonitor: {}").partition("---")[0]
    rules = compile_text(text).files["clusters/lab/monitoring/rules.yaml"]
    assert re.findall(r"alert: (\w+)", rules) == ["MachineMetricsMissing", "FleetNotReconciled"]


def test_the_six_metrics_of_the_machine_operator_are_answered() -> None:
    names = {re.sub(r"_(bucket|count|sum)$", "", one.name) for one in RECORDINGS} | {NETWORK_ERRORS}
    assert names == {
        "kubevirt_operator_machines_total",
        "kubevirt_operator_network_configuration_errors_total",
        "kubevirt_operator_reconciliation_duration_seconds",
        "kubevirt_operator_reconciliation_errors_total",
        "kubevirt_operator_storage_provisioning_duration_seconds",
        "kubevirt_operator_virtual_machines_total",
    }


@pytest.mark.parametrize("more", ["rules: false", "rules: false, leftOutAlerts: [MachineDown]"])
def test_nothing_is_written_where_nothing_is_asked_for(more: str) -> None:
    text = CLUSTER.replace("VERSION", "v1.9.0").replace("MORE", more)
    assert [path for path in compile_text(text).files if "monitoring" in path] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_dashboards_have_the_panels_that_the_release_can_fill(version: str) -> None:
    for dashboard in DASHBOARDS:
        panels = json.loads(dashboard_json(dashboard, version))["panels"]
        can = [panel.title for panel in dashboard.panels if all(map(is_there(version), series_of(panel)))]
        assert [panel["title"] for panel in panels] == can


def test_a_panel_of_a_later_release_is_left_out_of_an_earlier_one() -> None:
    missing = {
        version: sum(
            len(board.panels) - len(json.loads(dashboard_json(board, version))["panels"]) for board in DASHBOARDS
        )
        for version in VERSIONS
    }
    assert list(missing.values()) == [2, 1, 0, 0]


def test_dashboards_have_the_names_that_people_look_for() -> None:
    assert [board.title for board in DASHBOARDS] == [
        "KubeVirt Overview",
        "VM Performance Metrics",
        "Node Resource Usage",
    ]


@pytest.mark.parametrize("board", DASHBOARDS, ids=lambda board: board.name)
def test_panels_neither_overlap_nor_leave_the_grid(board: Any) -> None:
    places = [panel["gridPos"] for panel in json.loads(dashboard_json(board, VERSIONS[-1]))["panels"]]
    cells = [
        (x, y)
        for place in places
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


@pytest.mark.parametrize("board", DASHBOARDS, ids=lambda board: board.name)
def test_a_dashboard_asks_only_for_choices_that_it_offers(board: Any) -> None:
    text = dashboard_json(board, VERSIONS[-1])
    asked = set(re.findall(r"\$\{?(\w+)", text)) - {"__rate_interval", "__auto", "__all"}
    assert asked <= {"datasource", *(variable.name for variable in board.variables)}


@each_tree
def test_a_machine_that_is_off_is_not_called_down(tree: ClusterTree) -> None:
    off = {
        one.name
        for one in objects(tree)
        if one.kind == "VirtualMachine" and one.body["spec"]["runStrategy"] != "Always"
    }
    down = next(rule["expr"] for rule in rules_of(tree) if rule.get("alert") == "MachineDown")
    named = {name for group in re.findall(r' name=~"([^"]*)"', down) for name in group.split("|")}
    assert named == off


@each_tree
def test_machines_say_what_they_are_measured_as(tree: ClusterTree) -> None:
    for machine in (one for one in objects(tree) if one.kind == "VirtualMachine"):
        labels, annotations = _template(machine)["labels"], _template(machine)["annotations"]
        assert annotations.get("vm.kubevirt.io/flavor") == labels.get("vitistack.io/machine-template")
        assert annotations["vm.kubevirt.io/workload"] == labels.get("vmgen.dev/set", machine.name)


def test_machines_of_a_cluster_that_nobody_watches_say_nothing() -> None:
    others = [tree for tree in cluster_trees() if tree not in TREES]
    machines = [one for tree in others for one in objects(tree) if one.kind == "VirtualMachine"]
    assert [one.name for one in machines if "annotations" in _template(one)] == []
    assert machines


def test_there_are_trees_with_rules() -> None:
    assert {tree.name.rpartition("/")[2] for tree in TREES} >= {"by-kubevirt", "by-us"}


def alerts(version: str, more: str = "rules: true") -> list[str]:
    files = compile_text(CLUSTER.replace("VERSION", version).replace("MORE", more)).files
    return re.findall(r"alert: (\w+)", files["clusters/lab/monitoring/rules.yaml"])


def rules_of(tree: ClusterTree) -> list[dict[str, Any]]:
    groups = next(one for one in objects(tree) if one.kind == "PrometheusRule").body["spec"]["groups"]
    return [rule for group in groups for rule in group["rules"]]


def series_of(panel: Panel) -> frozenset[str]:
    return frozenset[str]().union(*(series_in(query.expression) for query in panel.queries))


def is_there(version: str) -> Any:
    return lambda name: SERIES[name].is_in(version)


def _template(machine: Rendered) -> dict[str, Any]:
    metadata: dict[str, Any] = machine.body["spec"]["template"]["metadata"]
    return metadata
