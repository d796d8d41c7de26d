"""PrometheusRule: recording rules and alerts, for the machines that are there."""

from vmgen.facts.metrics import SCRAPED_JOB
from vmgen.fleet import alerts, links
from vmgen.fleet.alerts import Alert
from vmgen.fleet.fleet import Cluster, Machine
from vmgen.fleet.monitoring import alerts_for, namespace_of
from vmgen.fleet.recordings import NETWORK_ERRORS, RECORDINGS, Recording
from vmgen.model.spec.monitoring import MonitoringSpec
from vmgen.targets.labels import VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.source_map import SourceMap

RULE_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "monitoring",
        "metadata.labels": "monitoring.prometheus.labels | metadata.name",
        "metadata.namespace": "monitoring.namespace | monitoring.prometheus.namespace",
        "spec": "monitoring.rules | monitoring",
    }
)

_ALWAYS = "Always"


def prometheus_rule(cluster: Cluster, monitoring: MonitoringSpec, machines: tuple[Machine, ...]) -> JsonObject:
    matchers = _matchers(cluster, machines)
    wanted = [one for one in alerts_for(cluster, monitoring) if machines or alerts.MACHINES not in one.expression]
    networks = sorted({one.network.name for machine in machines for one in machine.interfaces if one.network})
    recordings = (
        *RECORDINGS,
        *(Recording(NETWORK_ERRORS, "vector(0)", (("network_name", name),)) for name in networks),
    )
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {
            "name": "kubevirt-machines",
            "namespace": namespace_of(monitoring),
            "labels": {**monitoring.prometheus.labels, **cluster_labels(cluster)},
            "annotations": dict(VERBATIM),
        },
        "spec": {
            "groups": [
                {"name": "vmgen.recordings", "rules": [_recording(one, matchers) for one in recordings]},
                {"name": "vmgen.alerts", "rules": [_alert(one, matchers) for one in wanted]},
            ]
        },
    }


def _alert(alert: Alert, matchers: dict[str, str]) -> JsonObject:
    return present(
        {
            "alert": alert.name,
            "expr": _filled(alert.expression, matchers),
            "for": alert.lasts or None,
            "labels": {"severity": alert.severity},
            "annotations": {"summary": alert.summary, "description": alert.description},
        }
    )


def _recording(recording: Recording, matchers: dict[str, str]) -> JsonObject:
    return present(
        {
            "record": recording.name,
            "expr": _filled(recording.expression, matchers),
            "labels": dict(recording.labels) or None,
        }
    )


def _filled(expression: str, matchers: dict[str, str]) -> str:
    for word, matcher in matchers.items():
        expression = expression.replace(word, matcher)
    return expression


def _matchers(cluster: Cluster, machines: tuple[Machine, ...]) -> dict[str, str]:
    """What the words in expressions stand for on this cluster."""
    namespaces = sorted({machine.namespace for machine in machines})
    chain = [links.OPERATOR, links.CDI, links.INSTANCE, links.MONITORING, f"{links.MACHINES_PREFIX}.+"]
    return {
        alerts.MACHINES: f'namespace=~"{"|".join(namespaces)}"',
        alerts.UNLESS_OFF: _unless_off(machines),
        alerts.LINKS: f'exported_namespace="{cluster.spec.flux.namespace}", name=~"{"|".join(chain)}"',
        alerts.JOB: f'job="{SCRAPED_JOB}"',
    }


def _unless_off(machines: tuple[Machine, ...]) -> str:
    """No metric has the run strategy. Most machines run always, so that the others make the shorter list."""
    off: dict[str, list[str]] = {}
    for machine in machines:
        if machine.run_strategy != _ALWAYS:
            off.setdefault(machine.namespace, []).append(machine.name)
    return "".join(
        f' unless on (namespace, name) kubevirt_vm_info{{namespace="{namespace}", name=~"{"|".join(sorted(names))}"}}'
        for namespace, names in sorted(off.items())
    )
