"""Are the field tables those of the real CRDs, and can they be read?"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from vmgen.facts.fields import Field, fields_of, metadata_fields
from vmgen.facts.kinds import KINDS, UnknownKindError
from vmgen.facts.schemas import object_schema

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "vmgen" / "facts" / "fields"
WITH_CRD = (
    ("bitnami.com/v1alpha1", "SealedSecret", "sealed-secrets/sealedsecrets.bitnami.com.yaml"),
    ("cdi.kubevirt.io/v1beta1", "CDI", "cdi/cdis.cdi.kubevirt.io.yaml"),
    ("cdi.kubevirt.io/v1beta1", "DataVolume", "cdi/datavolumes.cdi.kubevirt.io.yaml"),
    ("external-secrets.io/v1", "ExternalSecret", "external-secrets/externalsecrets.external-secrets.io.yaml"),
    (
        "k8s.cni.cncf.io/v1",
        "NetworkAttachmentDefinition",
        "multus-cni/network-attachment-definitions.k8s.cni.cncf.io.yaml",
    ),
    ("kubevirt.io/v1", "KubeVirt", "kubevirt/kubevirts.kubevirt.io.yaml"),
    ("kubevirt.io/v1", "VirtualMachine", "kubevirt/virtualmachines.kubevirt.io.yaml"),
    (
        "kustomize.toolkit.fluxcd.io/v1",
        "Kustomization",
        "kustomize-controller/kustomizations.kustomize.toolkit.fluxcd.io.yaml",
    ),
    (
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        "prometheus-operator/prometheusrules.monitoring.coreos.com.yaml",
    ),
    (
        "monitoring.coreos.com/v1",
        "ServiceMonitor",
        "prometheus-operator/servicemonitors.monitoring.coreos.com.yaml",
    ),
    (
        "notification.toolkit.fluxcd.io/v1beta3",
        "Alert",
        "notification-controller/alerts.notification.toolkit.fluxcd.io.yaml",
    ),
    (
        "notification.toolkit.fluxcd.io/v1beta3",
        "Provider",
        "notification-controller/providers.notification.toolkit.fluxcd.io.yaml",
    ),
)
WITH_AGES = (
    ("cdi.kubevirt.io/v1beta1", "CDI", "cdi-cdi.tsv"),
    ("cdi.kubevirt.io/v1beta1", "DataVolume", "cdi-datavolume.tsv"),
    ("kubevirt.io/v1", "KubeVirt", "kubevirt-kubevirt.tsv"),
    ("kubevirt.io/v1", "VirtualMachine", "kubevirt-virtualmachine.tsv"),
)


# A release between the compared ones brought these: kubevirt.io/containerized-data-importer-api v1.64.0.
BETWEEN = {("DataVolume", "spec.source.imageio.insecureSkipVerify"): "1.64.0"}


@pytest.mark.usefixtures("shared")
def test_imported_tables_are_fresh() -> None:
    script = Path(__file__).with_name("import_fields.py")
    check = subprocess.run([sys.executable, script, "--check"], check=False, capture_output=True, text=True)
    assert (check.stdout, check.stderr, check.returncode) == ("", "", 0)


@pytest.mark.parametrize(("api_version", "kind", "crd"), WITH_CRD)
def test_table_has_the_paths_of_the_crd(api_version: str, kind: str, crd: str, shared: Path) -> None:
    document = yaml.load((shared / "crds" / crd).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    version = next(each for each in document["spec"]["versions"] if each["name"] == api_version.split("/")[1])
    spec = version["schema"]["openAPIV3Schema"]["properties"]["spec"]
    assert {"spec", *_paths(spec, "spec")} == {field.path for field in fields_of(api_version, kind)}


@pytest.mark.parametrize(("api_version", "kind", "ages"), WITH_AGES)
def test_types_and_ages_are_those_of_the_compared_releases(
    api_version: str, kind: str, ages: str, shared: Path
) -> None:
    lines = (shared / "fields" / ages).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith("spec")]
    known = {
        path: (type_, required == "required", BETWEEN.get((kind, path), since), until)
        for path, type_, required, _, _, since, until in rows
    }
    assert {field.path: _as_released(field) for field in fields_of(api_version, kind)} == known


@pytest.mark.parametrize(
    ("product", "release", "api_version", "kind"),
    [
        *(("kubevirt", release, "kubevirt.io/v1", "KubeVirt") for release in ("v1.6.6", "v1.8.4", "v1.9.0")),
        *(("cdi", release, "cdi.kubevirt.io/v1beta1", "CDI") for release in ("v1.61.1", "v1.63.1", "v1.66.0")),
    ],
)
def test_a_release_has_the_fields_of_its_own_manifest(
    product: str, release: str, api_version: str, kind: str, shared: Path
) -> None:
    manifest = shared / "upstream" / product / release / f"{product}-operator.yaml"
    objects = yaml.load_all(manifest.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    crds = [one for one in objects if one and one["kind"] == "CustomResourceDefinition"]
    spec = next(one["spec"] for one in crds if one["spec"]["names"]["kind"] == kind)
    version = next(each for each in spec["versions"] if each["name"] == api_version.split("/")[1])
    released = {*_paths(version["schema"]["openAPIV3Schema"]["properties"]["spec"], "spec")}

    schema = object_schema(api_version, kind, release=release)["properties"]["spec"]
    assert {*_paths(schema, "spec")} == released


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_parents_come_before_children(kind: Any) -> None:
    seen = {""}
    for field in fields_of(kind.api_version, kind.kind):
        assert field.path.rpartition(".")[0] in seen
        seen |= {field.path, f"{field.path}[]", f"{field.path}.*", f"{field.path}.*[]"}


def test_tables_are_those_of_the_kinds() -> None:
    names = {f"{kind.api_version.replace('/', '_')}_{kind.kind}" for kind in KINDS}
    core = {f"core_{name}" if name.startswith("v1_") else name for name in names}
    assert core | {"metadata"} == {path.stem for path in TABLES.iterdir()}


def test_table_says_what_a_field_is() -> None:
    by_path = {field.path: field for field in fields_of("kustomize.toolkit.fluxcd.io/v1", "Kustomization")}
    assert by_path["spec.targetNamespace"] == Field("spec.targetNamespace", "string", least=1, most=63)
    assert by_path["spec.decryption.provider"].enum == ("sops",)
    assert by_path["spec.decryption.provider"].is_required
    assert by_path["spec.dependsOn[].readyExpr"].since == "2.7"


def test_metadata_has_a_required_name() -> None:
    assert [field.path for field in metadata_fields() if field.is_required and "[" not in field.path] == ["name"]


def test_unknown_kind_has_no_table() -> None:
    with pytest.raises(UnknownKindError, match="no field table for v1 Pod"):
        fields_of("v1", "Pod")


def _paths(schema: Any, path: str) -> Iterator[str]:
    for name, inner in schema.get("properties", {}).items():
        yield f"{path}.{name}"
        yield from _paths(inner, f"{path}.{name}")
    if "items" in schema:
        yield from _paths(schema["items"], f"{path}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _paths(schema["additionalProperties"], f"{path}.*")


def _as_released(field: Field) -> tuple[str, bool, str, str]:
    """Our types say more in three ways: quantities, metadata that the CRD leaves open, and what may be null."""
    type_ = field.type.replace("?", "").replace("quantity", "int-or-string").replace("metadata", "object (free)")
    return type_, field.is_required, field.since or "-", field.until or "-"
