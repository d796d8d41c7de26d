"""Rewrites the field tables that have a CRD behind them; `--check` only says which ones are stale.

Reads `../shared/crds` (the CRDs as released) and `../shared/fields` (which release brought which field), and needs
PyYAML. Run it from the project root: `python tests/facts/import_fields.py`. The tables of core kinds and of
kustomize's own kind have no CRD and are kept by hand.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TABLES = ROOT / "vmgen" / "facts" / "fields"
HEADER = "path\ttype\trequired\tenum\tpattern\trange\tsince\tuntil"
QUANTITY = "KMGTPE"
"""Every quantity pattern of Kubernetes has this in it, and no other pattern has."""


@dataclass(frozen=True, slots=True)
class Row:
    path: str
    type: str
    required: bool = False
    enum: str = ""
    pattern: str = ""
    range: str = ""
    since: str = "-"
    until: str = "-"

    def line(self) -> str:
        required = "required" if self.required else ""
        cells = (self.path, self.type, required, self.enum, self.pattern, self.range, self.since, self.until)
        return "\t".join(cells)


@dataclass(frozen=True, slots=True)
class Source:
    table: str
    crd: str
    versions: str
    ages: str = ""
    rules: tuple[tuple[str, dict[str, str]], ...] = ()
    since: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


NODE_OPERATORS = "DoesNotExist|Exists|Gt|In|Lt|NotIn"
# What virt-api asks beyond the CRD, by its own schema (api/openapi-spec/swagger.json) and by decoding the object: the
# enumerations of Kubernetes types, no null, object metadata where the CRD lets anything pass, no negative number
# where Go has an unsigned one. The last two are the CRD's CEL rules.
VIRT_API_RULES: tuple[tuple[str, dict[str, str]], ...] = (
    (r"spec\.template\.metadata|spec\.dataVolumeTemplates\[\]\.metadata", {"type": "metadata"}),
    (r"spec\.dataVolumeTemplates", {"type": "array<object>"}),
    (r".*\.cpu\.(cores|sockets|threads|maxSockets)", {"range": "0.."}),
    (r".*\.(bootOrder|blockSize\.custom\.\w+|spinlocks\.spinlocks|supplementalPoolThreadCount)", {"range": "0.."}),
    (r".*\.dnsPolicy", {"enum": "ClusterFirst|ClusterFirstWithHostNet|Default|None"}),
    (r".*\.imagePullPolicy", {"enum": "Always|IfNotPresent|Never"}),
    (r".*\.nodeAffinity\..*\.operator", {"enum": NODE_OPERATORS}),
    (r".*\.tolerations\[\]\.operator", {"enum": "Equal|Exists"}),
    (r".*\.tolerations\[\]\.effect", {"enum": "NoExecute|NoSchedule|PreferNoSchedule"}),
    (r".*\.topologySpreadConstraints\[\]\.whenUnsatisfiable", {"enum": "DoNotSchedule|ScheduleAnyway"}),
    (r".*\.topologySpreadConstraints\[\]\.node\w+Policy", {"enum": "Honor|Ignore"}),
    (r".*\.httpGet\.scheme", {"enum": "HTTP|HTTPS"}),
    (r".*\.accessModes", {"enum": "ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod"}),
    (r".*\.volumeMode", {"enum": "Block|Filesystem|FromStorageProfile"}),
    (r".*\.containerPath\.path", {"pattern": r"^/(\.?[^.])*\.?$"}),
    (r".*\.containerPath\.readOnly", {"enum": "true"}),
)
FLUX_SINCE = {
    "spec.buildMetadata": "2.9",
    "spec.deletionPolicy": "2.5",
    "spec.dependsOn[].readyExpr": "2.7",
    "spec.healthCheckExprs": "2.5",
    "spec.ignore": "2.9",
    "spec.ignoreMissingComponents": "2.7",
    "spec.namePrefix": "2.3",
    "spec.nameSuffix": "2.3",
    "spec.postBuild.substituteStrategy": "2.9",
}
SOURCES = (
    Source(
        "kubevirt.io_v1_VirtualMachine",
        "kubevirt/virtualmachines.kubevirt.io.yaml",
        "KubeVirt 1.6.6, 1.7.4, 1.8.4, 1.9.0",
        "kubevirt-virtualmachine.tsv",
        VIRT_API_RULES,
        notes=("Enumerations of Kubernetes types, metadata, numbers that are not negative: virt-api's own schema.",),
    ),
    Source(
        "kubevirt.io_v1_KubeVirt",
        "kubevirt/kubevirts.kubevirt.io.yaml",
        "KubeVirt 1.6.6, 1.7.4, 1.8.4, 1.9.0",
        "kubevirt-kubevirt.tsv",
    ),
    Source(
        "cdi.kubevirt.io_v1beta1_DataVolume",
        "cdi/datavolumes.cdi.kubevirt.io.yaml",
        "CDI 1.61.1, 1.63.1, 1.65.0, 1.66.0",
        "cdi-datavolume.tsv",
        since={"spec.source.imageio.insecureSkipVerify": "1.64.0"},
        notes=(
            "For 1.62.0 and 1.64.0: pkg/apis/core/v1beta1/types.go of kubevirt.io/containerized-data-importer-api.",
        ),
    ),
    Source(
        "cdi.kubevirt.io_v1beta1_CDI",
        "cdi/cdis.cdi.kubevirt.io.yaml",
        "CDI 1.61.1, 1.63.1, 1.65.0, 1.66.0",
        "cdi-cdi.tsv",
    ),
    Source(
        "kustomize.toolkit.fluxcd.io_v1_Kustomization",
        "kustomize-controller/kustomizations.kustomize.toolkit.fluxcd.io.yaml",
        "Flux 2.9 (kustomize-controller 1.9.4)",
        since=FLUX_SINCE,
        notes=("since: the Flux release, after the CHANGELOG of kustomize-controller (its 1.x is Flux 2.x).",),
    ),
    Source(
        "notification.toolkit.fluxcd.io_v1beta3_Alert",
        "notification-controller/alerts.notification.toolkit.fluxcd.io.yaml",
        "Flux 2.9 (notification-controller 1.9.3)",
    ),
    Source(
        "notification.toolkit.fluxcd.io_v1beta3_Provider",
        "notification-controller/providers.notification.toolkit.fluxcd.io.yaml",
        "Flux 2.9 (notification-controller 1.9.3)",
    ),
    Source(
        "k8s.cni.cncf.io_v1_NetworkAttachmentDefinition",
        "multus-cni/network-attachment-definitions.k8s.cni.cncf.io.yaml",
        "Multus 4",
    ),
    Source(
        "external-secrets.io_v1_ExternalSecret",
        "external-secrets/externalsecrets.external-secrets.io.yaml",
        "External Secrets",
    ),
    Source(
        "bitnami.com_v1alpha1_SealedSecret",
        "sealed-secrets/sealedsecrets.bitnami.com.yaml",
        "Sealed Secrets",
        rules=((r"spec\.data", {"type": "string"}),),
    ),
    Source(
        "monitoring.coreos.com_v1_PrometheusRule",
        "prometheus-operator/prometheusrules.monitoring.coreos.com.yaml",
        "the Prometheus operator",
        # Go's flag for both cases, which editors do not read.
        rules=((r".*\.partial_response_strategy", {"pattern": "^([Aa][Bb][Oo][Rr][Tt]|[Ww][Aa][Rr][Nn])?$"}),),
    ),
    Source(
        "monitoring.coreos.com_v1_ServiceMonitor",
        "prometheus-operator/servicemonitors.monitoring.coreos.com.yaml",
        "the Prometheus operator",
    ),
)


def main(arguments: list[str]) -> int:
    stale = [source for source in SOURCES if not _is_fresh(source)]
    if "--check" in arguments:
        sys.stdout.writelines(f"stale: {source.table}.tsv\n" for source in stale)
        return 1 if stale else 0
    for source in stale:
        _path(source).write_text(_table(source), encoding="utf-8")
        sys.stdout.write(f"wrote {source.table}.tsv\n")
    return 0


def _is_fresh(source: Source) -> bool:
    path = _path(source)
    return path.exists() and path.read_text(encoding="utf-8") == _table(source)


def _path(source: Source) -> Path:
    return TABLES / f"{source.table}.tsv"


def _table(source: Source) -> str:
    api_version, kind = source.table.replace("_v", "/v", 1).rsplit("_", 1)
    notes = (
        f"{api_version} {kind}: what an author may set. Written by tests/facts/import_fields.py.",
        f"Source: the CRDs of {source.versions}.",
        "since and until: the first and last of these with the field (-: the earliest has it, and it is still there).",
        *source.notes,
    )
    lines = (*(f"# {note}" for note in notes), HEADER, *(row.line() for row in _rows(source)))
    return "\n".join(lines) + "\n"


def _rows(source: Source) -> Iterator[Row]:
    api_version = source.table.split("_")[1]
    ages = _ages(source)
    for row in _walk(_spec(source.crd, api_version), "spec"):
        since, until = ages.get(row.path, ("-", "-"))
        ruled = replace(row, since=source.since.get(row.path, since), until=until)
        for path, change in source.rules:
            if re.fullmatch(path, row.path):
                ruled = replace(ruled, **change)  # type: ignore[arg-type] # the rules name text fields only
        yield ruled


def _ages(source: Source) -> dict[str, tuple[str, str]]:
    if not source.ages:
        return {}
    lines = (SHARED / "fields" / source.ages).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {row[0]: (row[5], row[6]) for row in cells}


def _spec(crd: str, version: str) -> Any:
    text = (SHARED / "crds" / crd).read_text(encoding="utf-8")
    versions = yaml.load(text, Loader=yaml.CSafeLoader)["spec"]["versions"]
    schema = next(each for each in versions if each["name"] == version)["schema"]["openAPIV3Schema"]
    return schema["properties"]["spec"] | {"is_required": "spec" in schema.get("required", ())}


def _walk(schema: Any, path: str) -> Iterator[Row]:
    innermost = _innermost(schema)
    quantity = QUANTITY in innermost.get("pattern", "")
    yield Row(
        path,
        _type(schema),
        schema.get("is_required", False),
        "|".join(innermost.get("enum", ())),
        "" if quantity else innermost.get("pattern", ""),
        _range(schema),
    )
    for inner_path, inner in _insides(schema, path):
        required = inner.get("required", ())
        for name in sorted(inner.get("properties", {})):
            yield from _walk(inner["properties"][name] | {"is_required": name in required}, f"{inner_path}.{name}")


def _insides(schema: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The schema itself and what lists and maps in it hold, however deep."""
    yield path, schema
    if "items" in schema:
        yield from _insides(schema["items"], f"{path}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _insides(schema["additionalProperties"], f"{path}.*")


def _innermost(schema: Any) -> Any:
    if "items" in schema:
        return _innermost(schema["items"])
    values = schema.get("additionalProperties")
    return _innermost(values) if isinstance(values, dict) else schema


def _type(schema: Any) -> str:
    return _type_without_null(schema) + ("?" if schema.get("nullable") else "")


def _type_without_null(schema: Any) -> str:
    if schema.get("x-kubernetes-int-or-string"):
        return "quantity" if QUANTITY in schema.get("pattern", "") else "int-or-string"
    if schema["type"] == "array":
        return f"array<{_type(schema['items'])}>"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"map[{_type(schema['additionalProperties'])}]"
    if schema.get("x-kubernetes-preserve-unknown-fields"):
        return "object (free)"
    return str(schema["type"]) + (f":{schema['format']}" if "format" in schema else "")


def _range(schema: Any) -> str:
    """`1..253`: of a number the value, of a text its length, of a list how many; a side may be open."""
    kind = {"array": "Items", "string": "Length"}.get(schema.get("type"), "imum")
    low, high = schema.get(f"min{kind}", ""), schema.get(f"max{kind}", "")
    return f"{low}..{high}" if low != high else ""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
