"""The CDI object: what cdi-operator installs, and how."""

from vmgen.facts import components
from vmgen.fleet.fleet import Cluster
from vmgen.fleet.operators import Operator
from vmgen.model.spec.cdi_settings import (
    CDIInfraSpec,
    CertConfigSpec,
    ImportProxySpec,
    TlsSecurityProfileSpec,
)
from vmgen.model.spec.component import NodePlacementSpec, PodResourceRequirementsSpec
from vmgen.model.spec.disk import DEFAULT_CLASS
from vmgen.targets.labels import KEEP, VERBATIM, cluster_labels
from vmgen.targets.manifest import JsonObject, present
from vmgen.targets.platform.components import customized, customized_rows, node_placement, pull_secrets
from vmgen.targets.platform.node_placement import LINUX, services_placement, workloads_placement
from vmgen.targets.platform.settings import as_typed, rows
from vmgen.targets.source_map import SourceMap

_OF_THE_SAME_NAME = (
    "featureGates",
    "filesystemOverhead",
    "filesystemOverhead.global",
    "filesystemOverhead.storageClass",
    "imagePullSecrets",
    "insecureRegistries",
    "logVerbosity",
    "preallocation",
    "scratchSpaceStorageClass",
    "uploadProxyURLOverride",
    "webhookPvcRendering",
)

CDI_SOURCES = SourceMap(
    {
        "apiVersion": "",
        "kind": "",
        "metadata": "cdi",
        "metadata.labels": "metadata.name",
        "spec": "cdi",
        **{f"spec.config.{key}": f"cdi.{key}" for key in _OF_THE_SAME_NAME},
        **rows("spec.config.importProxy", "cdi.importProxy", ImportProxySpec),
        **rows("spec.config.podResourceRequirements", "cdi.podResourceRequirements", PodResourceRequirementsSpec),
        **rows("spec.config.tlsSecurityProfile", "cdi.tlsSecurityProfile", TlsSecurityProfileSpec),
        **rows("spec.certConfig", "cdi.certConfig", CertConfigSpec),
        **customized_rows("cdi"),
        **rows("spec.infra", "cdi.infra", CDIInfraSpec),
        **rows("spec.workload", "cdi.workload", NodePlacementSpec),
        **{f"spec.{key}": f"cdi.{key}" for key in ("cloneStrategyOverride", "imagePullPolicy", "priorityClass")},
        **{
            f"spec.{part}.{key}": f"cdi.{part}.{key} | nodes"
            for part in ("infra", "workload")
            for key in ("affinity", "nodeSelector", "tolerations")
        },
    }
)
_ALWAYS = "HonorWaitForFirstConsumer"
"""Disks wait for their machine, so that storage of one node is made on the machine's node."""


def cdi(cluster: Cluster, operator: Operator) -> JsonObject:
    component, spec = components.CDI, cluster.spec.cdi
    infra = spec.infra or CDIInfraSpec()
    return {
        "apiVersion": component.api_version,
        "kind": component.kind,
        "metadata": {
            "name": component.instance,
            "labels": cluster_labels(cluster),
            "annotations": {**KEEP, **VERBATIM},
        },
        "spec": present(
            {
                "certConfig": as_typed(spec.cert_config),
                "cloneStrategyOverride": spec.clone_strategy_override,
                "config": _config(cluster),
                "customizeComponents": customized(spec),
                "imagePullPolicy": spec.image_pull_policy,
                "infra": present(
                    {
                        **_on_linux(node_placement(infra, services_placement(cluster, operator))),
                        "deploymentReplicas": infra.deployment_replicas,
                        "apiServerReplicas": infra.api_server_replicas,
                        "uploadProxyReplicas": infra.upload_proxy_replicas,
                    }
                ),
                "priorityClass": spec.priority_class or None,
                # The default would remove every DataVolume together with this object.
                "uninstallStrategy": "BlockUninstallIfWorkloadsExist",
                "workload": _on_linux(node_placement(spec.workload, workloads_placement(cluster, operator))),
            }
        ),
    }


def _config(cluster: Cluster) -> JsonObject:
    spec = cluster.spec.cdi
    return present(
        {
            "featureGates": sorted({_ALWAYS, *spec.feature_gates}),
            "filesystemOverhead": _filesystem_overhead(cluster),
            "imagePullSecrets": pull_secrets(spec),
            "importProxy": as_typed(spec.import_proxy),
            "insecureRegistries": list(spec.insecure_registries) or None,
            "logVerbosity": spec.log_verbosity,
            "podResourceRequirements": as_typed(spec.pod_resource_requirements),
            "preallocation": spec.preallocation,
            "scratchSpaceStorageClass": cluster.scratch_class.name if cluster.scratch_class else None,
            "tlsSecurityProfile": as_typed(spec.tls_security_profile),
            "uploadProxyURLOverride": spec.upload_proxy_url_override or None,
            "webhookPvcRendering": spec.webhook_pvc_rendering,
        }
    )


def _filesystem_overhead(cluster: Cluster) -> JsonObject | None:
    """By the real names of classes: the aliases are the catalog's."""
    spec, storage = cluster.spec.cdi.filesystem_overhead, cluster.spec.storage
    if spec is None:
        return None
    real = {DEFAULT_CLASS: storage.aliases.get(storage.default, storage.default), **storage.aliases}
    classes = {real.get(name) or name: overhead for name, overhead in spec.storage_class.items()}
    return present({"global": spec.global_, "storageClass": classes or None}) or None


def _on_linux(placement: JsonObject) -> JsonObject:
    return {"nodeSelector": LINUX, **placement} | {"nodeSelector": {**LINUX, **placement.get("nodeSelector", {})}}
