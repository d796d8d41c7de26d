"""Where Flux tells what becomes of the links: a Provider that says where, and an Alert that says what."""

from collections.abc import Iterator

from vmgen.fleet.fleet import Cluster
from vmgen.model.spec.flux import NotificationSpec
from vmgen.targets.labels import VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, Manifest, present
from vmgen.targets.source_map import SourceMap

_API_VERSION = "notification.toolkit.fluxcd.io/v1beta3"
_PATH = "flux/notifications.yaml"
_EACH = "flux.notifications[]"
_COMMON_SOURCES = {
    "apiVersion": "",
    "kind": "",
    "metadata": f"{_EACH}.name",
    "metadata.namespace": "flux.namespace",
}
PROVIDER_SOURCES = SourceMap(
    {
        **_COMMON_SOURCES,
        **{f"spec.{one}": f"{_EACH}.{one}" for one in ("address", "channel", "secretRef", "type")},
    }
)
ALERT_SOURCES = SourceMap(
    {
        **_COMMON_SOURCES,
        "spec.eventMetadata": "metadata.name",
        "spec.eventSeverity": f"{_EACH}.severity",
        "spec.eventSources": _EACH,
        "spec.eventSources.namespace": "flux.namespace",
        "spec.exclusionList": f"{_EACH}.exclude",
        "spec.providerRef": f"{_EACH}.name",
    }
)


def lower_notifications(cluster: Cluster) -> Iterator[Manifest]:
    for spec in cluster.spec.flux.notifications:
        yield Manifest(_provider(spec, cluster), _PATH, cluster.written, PROVIDER_SOURCES, (spec.name,))
        yield Manifest(_alert(spec, cluster), _PATH, cluster.written, ALERT_SOURCES, (spec.name,))


def _provider(spec: NotificationSpec, cluster: Cluster) -> JsonObject:
    return {
        "apiVersion": _API_VERSION,
        "kind": "Provider",
        "metadata": _metadata(spec, cluster),
        "spec": present(
            {
                "type": spec.type,
                "address": spec.address or None,
                "channel": spec.channel or None,
                "secretRef": {"name": spec.secret_ref} if spec.secret_ref else None,
            }
        ),
    }


def _alert(spec: NotificationSpec, cluster: Cluster) -> JsonObject:
    """Of all links by their labels, so that a new one is told of without a change here."""
    source = {
        "kind": "Kustomization",
        "name": "*",
        "namespace": cluster.spec.flux.namespace,
        "matchLabels": cluster_labels(cluster),
    }
    return {
        "apiVersion": _API_VERSION,
        "kind": "Alert",
        "metadata": _metadata(spec, cluster),
        "spec": present(
            {
                "providerRef": {"name": spec.name},
                "eventSeverity": spec.severity,
                "eventSources": [source],
                "eventMetadata": {"cluster": cluster.name},
                "exclusionList": list(spec.exclude) or None,
            }
        ),
    }


def _metadata(spec: NotificationSpec, cluster: Cluster) -> JsonObject:
    return {
        "name": spec.name,
        "namespace": cluster.spec.flux.namespace,
        "labels": cluster_labels(cluster),
        "annotations": dict(VERBATIM),
    }
