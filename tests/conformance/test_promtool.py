"""Does Prometheus understand the rules, and do alerts fire when they are meant to, and not before?"""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conformance.tools import program
from tests.support import compile_text
from tests.trees import ClusterTree, cluster_trees, objects
from vmgen.targets.monitoring.dashboards import DASHBOARDS

pytestmark = pytest.mark.conformance

HERE = Path(__file__).parent
CASES = (HERE / "rules.yaml").read_text(encoding="utf-8")
TREES = [tree for tree in cluster_trees() if any(one.kind == "PrometheusRule" for one in objects(tree))]
CATALOG = """
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: lab}
spec:
  nodes: [{name: box, architecture: amd64, count: 2}]
  kubevirt: {version: v1.9.0, manage: false}
  cdi: {version: v1.66.0, manage: false}
  network: {multus: true, bridges: [br0]}
  monitoring: {prometheus: {namespace: observability}, serviceMonitor: {}, dependsOn: [prometheus]}
"""
MACHINE = """
---
apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: NAME, namespace: fleet, labels: {cluster.vitistack.io/cluster-name: lab}}
spec: {template: small, image: debian-13, powerState: STATE, networks: [{name: lan, networkName: prod-network}]}
"""
STATES = {"web": "Running", "db": "Running", "off": "Halted"}


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_prometheus_takes_the_rules_of_every_tree(tree: ClusterTree, tmp_path: Path) -> None:
    for rule in (one for one in objects(tree) if one.kind == "PrometheusRule"):
        (tmp_path / "rules.yaml").write_text(yaml.safe_dump(rule.body["spec"]), encoding="utf-8")
        assert "SUCCESS" in _promtool(tmp_path, "check", "rules", "--lint-fatal", "rules.yaml")


def test_alerts_fire_and_recordings_count_as_they_are_meant_to(tmp_path: Path) -> None:
    _write_rules(tmp_path, _rules())
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    assert "SUCCESS" in _promtool(tmp_path, "test", "rules", "cases.yaml")


def test_a_rule_that_says_something_else_is_found(tmp_path: Path) -> None:
    rules = _rules()
    rules["groups"][1]["rules"][0]["for"] = "1h"
    _write_rules(tmp_path, rules)
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    assert "FAILED" in _promtool(tmp_path, "test", "rules", "cases.yaml", code=1)


def test_every_alert_fires_and_every_recording_counts_in_some_case() -> None:
    cases = yaml.safe_load(CASES)["tests"]
    fired = {alert["alertname"] for case in cases for alert in case.get("alert_rule_test", ()) if alert["exp_alerts"]}
    counted = {one["expr"] for case in cases for one in case.get("promql_expr_test", ())}
    rules = [rule for group in _rules()["groups"] for rule in group["rules"]]
    assert fired == {rule["alert"] for rule in rules if "alert" in rule}
    assert counted == {rule["record"] for rule in rules if "record" in rule}


def test_prometheus_understands_what_dashboards_ask(tmp_path: Path) -> None:
    """As rules, with the choices of a reader filled in."""
    queries = [query.expression for board in DASHBOARDS for panel in board.panels for query in panel.queries]
    filled = [query.replace("$__rate_interval", "5m").replace("$", "") for query in queries]
    rules = [{"record": f"panel:{number}", "expr": query} for number, query in enumerate(filled)]
    _write_rules(tmp_path, {"groups": [{"name": "panels", "rules": rules}]})
    assert "SUCCESS" in _promtool(tmp_path, "check", "rules", "rules.yaml")


def _rules() -> Any:
    machines = "".join(MACHINE.replace("NAME", name).replace("STATE", state) for name, state in STATES.items())
    files = compile_text(CATALOG + machines).files
    return yaml.safe_load(files["clusters/lab/monitoring/rules.yaml"])["spec"]


def _write_rules(folder: Path, rules: Any) -> None:
    (folder / "rules.yaml").write_text(yaml.safe_dump(rules), encoding="utf-8")


def _promtool(folder: Path, *arguments: str, code: int = 0) -> str:
    promtool = program("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed")
    ran = subprocess.run([promtool, *arguments], cwd=folder, check=False, capture_output=True, encoding="utf-8")
    assert ran.returncode == code, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr
