"""Monitoring of a cluster: Prometheus and Grafana, which somebody else installs."""

from typing import Annotated

from pydantic import Field

from vmgen.model.spec.base import Authored, LongName, Name
from vmgen.model.spec.metadata import LabelKey, LabelValue

INTERVAL_PATTERN = r"^[1-9][0-9]*(s|m)$"


class PrometheusSpec(Authored):
    """The Prometheus that watches the cluster."""

    namespace: Annotated[Name, Field(description="The namespace that it runs in.", examples=["monitoring"])]
    service_account: Annotated[
        LongName, Field(description="Its service account.", examples=["prometheus-kube-prometheus-prometheus"])
    ] = "prometheus-k8s"
    labels: Annotated[
        dict[LabelKey, LabelValue],
        Field(
            description="Labels without which it takes no ServiceMonitor and no PrometheusRule.",
            examples=[{"release": "kube-prometheus-stack"}],
        ),
    ] = {}


class ServiceMonitorSpec(Authored):
    """A ServiceMonitor for KubeVirt that vmgen writes."""

    interval: Annotated[
        str,
        Field(pattern=INTERVAL_PATTERN, description="How often Prometheus asks each component.", examples=["1m"]),
    ] = "30s"


class GrafanaSpec(Authored):
    """The Grafana whose sidecar takes dashboards from ConfigMaps."""

    labels: Annotated[
        dict[LabelKey, LabelValue],
        Field(min_length=1, description="Labels by which it finds them.", examples=[{"grafana_dashboard": "1"}]),
    ] = {"grafana_dashboard": "1"}
    folder: Annotated[
        str, Field(description="The folder that it puts them in. Left out, its own.", examples=["Machines"])
    ] = ""


class MonitoringSpec(Authored):
    """What watches the machines: metrics, rules, dashboards."""

    prometheus: Annotated[PrometheusSpec, Field(description="The Prometheus that watches the cluster.")]
    namespace: Annotated[
        Name,
        Field(
            description="The namespace for what is written. Left out, that of Prometheus.", examples=["observability"]
        ),
    ] = ""
    service_monitor: Annotated[
        ServiceMonitorSpec | None,
        Field(
            description="Has vmgen write the ServiceMonitor. Left out, KubeVirt makes its own, with its own alerts.",
            examples=[{"interval": "30s"}],
        ),
    ] = None
    rules: Annotated[bool, Field(description="Whether to write alerts and recording rules.", examples=[False])] = True
    left_out_alerts: Annotated[
        tuple[str, ...],
        Field(description="Alerts to leave out.", examples=[["MachineRestartRequired"]]),
    ] = ()
    grafana: Annotated[
        GrafanaSpec | None,
        Field(
            description="Has vmgen write three dashboards.",
            examples=[{"folder": "Machines"}],
        ),
    ] = None
    depends_on: Annotated[
        tuple[LongName, ...],
        Field(
            description="Flux Kustomizations that bring the Prometheus operator: the rules wait for them.",
            examples=[["kube-prometheus-stack"]],
        ),
    ] = ()

    @property
    def is_written(self) -> bool:
        """Whether anything of it stands in the tree."""
        return self.rules or self.service_monitor is not None or self.grafana is not None
