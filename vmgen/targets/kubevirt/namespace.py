"""Namespaces of machines, and the networks that machines in them attach to."""

import json

from vmgen.facts.components import COMPONENTS
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.networks import Network
from vmgen.targets.labels import KEEP, cluster_labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.source_map import SourceMap

NAMESPACE_SOURCES = SourceMap(
    {"apiVersion": "", "kind": "", "metadata": "metadata.namespace", "metadata.name": "metadata.namespace"}
)
NETWORK_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "",
        "metadata.name": "metadata.name",
        "spec.config": "clusters[].bridge | bridge",
    }
)


def exists_already(namespace: str, cluster: Cluster) -> bool:
    """Namespaces that every cluster has, or that the platform brings, are never written: nobody else may own them."""
    brought = {cluster.spec.flux.namespace, *(component.namespace for component in COMPONENTS)}
    return namespace == "default" or namespace.startswith("kube-") or namespace in brought


def namespace(name: str, cluster: Cluster) -> JsonObject:
    level = cluster.spec.namespaces.pod_security
    security = {"pod-security.kubernetes.io/enforce": level} if level else {}
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": name, "labels": {**cluster_labels(cluster), **security}, "annotations": dict(KEEP)},
    }


def network_attachment_definition(network: Network, namespace: str, cluster: Cluster) -> JsonObject:
    """A bridge of the nodes, without addresses: the guest gets its own."""
    return {
        "apiVersion": "k8s.cni.cncf.io/v1",
        "kind": "NetworkAttachmentDefinition",
        "metadata": {"name": network.name, "namespace": namespace, "labels": cluster_labels(cluster)},
        "spec": {"config": json.dumps(_plugin(network))},
    }


def _plugin(network: Network) -> JsonObject:
    """The configuration of a CNI plugin: `bridge` of containernetworking/plugins, or `ovs` of ovs-cni."""
    on_linux = network.spec.type == "bridge"
    return present(
        {
            "cniVersion": "0.3.1",
            "name": network.name,
            "type": network.spec.type,
            "bridge": network.bridge,
            "vlan": network.vlan,
            "mtu": network.spec.mtu,
            "macspoofchk": True if on_linux else None,
            "disableContainerInterface": True if on_linux else None,
            "ipam": {} if on_linux else None,
        }
    )
