"""Does the KubeVirt object say what machines need of it?"""

from typing import Any

import pytest

from tests.support import compile_files, lowered
from tests.trees import FOLDER
from vmgen.facts.releases import CDI_RELEASES, KUBEVIRT_RELEASES, Release

CLUSTER = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {name: box}
spec:
  nodes: [{name: box, architecture: amd64}]
  kubevirt: {version: v1.9.0, %s}
  cdi: {version: v1.66.0}
  %s
"""

OTHER_CLUSTER = """\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: box}}
spec:
  nodes: [{{name: box, architecture: amd64, count: 2, taints: [{{key: gpu, effect: NoSchedule}}]}}]
  kubevirt: {{version: {version}, {kubevirt}}}
  cdi: {{version: v1.66.0, {cdi}}}
  {beside}
"""
# Settings of the story that sets every field, and the minor release that brought them.
LATER = {
    "changedBlockTrackingLabelSelectors": (1, 7),
    "disabledFeatureGates": (1, 8),
    "migrations.maxDowntimeMs": (1, 9),
    "migrations.utilityVolumesTimeout": (1, 8),
    "persistentReservationConfiguration": (1, 9),
    "roleAggregationStrategy": (1, 8),
    "virtTemplateDeployment": (1, 8),
}


def configuration(written: str, beside: str = "") -> dict[str, Any]:
    manifests = lowered({"catalog/box.yaml": CLUSTER % (written, beside)})
    found: dict[str, Any] = next(one.body["spec"]["configuration"] for one in manifests if one.kind == "KubeVirt")
    return found


def test_machine_types_are_allowed_beside_those_of_kubevirt() -> None:
    """What the object lists takes the place of KubeVirt's own, and `q35` is what machines get that name no type."""
    found = configuration("emulatedMachines: {amd64: [pc-i440fx-*, q35*]}")["architectureConfiguration"]
    assert found == {
        "amd64": {"emulatedMachines": ["q35*", "pc-q35*", "pc-i440fx-*"]},
        "defaultArchitecture": "amd64",
    }


def test_what_machines_remember_has_a_storage_class_of_its_own() -> None:
    """By its real name: the aliases are the catalog's."""
    storage = "storage: {aliases: {files: ceph-fs}, classes: [{name: ceph-fs, provisioner: cephfs.csi.ceph.com}]}"
    assert configuration("vmStateStorageClass: files", storage)["vmStateStorageClass"] == "ceph-fs"
    assert "vmStateStorageClass" not in configuration("vmStateStorageClass: gold")


def objects(kubevirt: str, cdi: str = "", *, version: str = "v1.9.0", beside: str = "") -> dict[str, dict[str, Any]]:
    text = OTHER_CLUSTER.format(version=version, kubevirt=kubevirt, cdi=cdi, beside=beside)
    return {one.kind: one.body for one in lowered({"catalog/box.yaml": text})}


def test_images_are_pulled_as_the_owner_says() -> None:
    """Those of KubeVirt itself, and those of the pods that machines run in."""
    spec = objects("imagePullPolicy: Always, imagePullSecrets: [login]")["KubeVirt"]["spec"]
    assert (spec["imagePullPolicy"], spec["configuration"]["imagePullPolicy"]) == ("Always", "Always")
    assert spec["imagePullSecrets"] == [{"name": "login"}]
    spec = objects("", "imagePullPolicy: Never, imagePullSecrets: [login]")["CDI"]["spec"]
    assert (spec["imagePullPolicy"], spec["config"]["imagePullSecrets"]) == ("Never", [{"name": "login"}])


def test_machines_may_have_the_devices_that_nodes_offer() -> None:
    """Each sort once, however many groups of nodes have it."""
    nodes = """
  - {name: one, architecture: amd64, devices: [{resourceName: example.org/t4, pciVendorSelector: "10DE:1EB8"}]}
  - name: two
    architecture: amd64
    devices:
    - {resourceName: example.org/t4, pciVendorSelector: "10DE:1EB8"}
    - {resourceName: example.org/q, mdevNameSelector: GRID T4-1Q, externalResourceProvider: true}
    - resourceName: example.org/key
      usbSelectors: [{vendor: "046d", product: c52b}, {vendor: "046d", product: c52c}]"""
    text = CLUSTER.replace("[{name: box, architecture: amd64}]", nodes) % ("manage: true", "")
    (found,) = (
        one.body["spec"]["configuration"] for one in lowered({"catalog/a.yaml": text}) if one.kind == "KubeVirt"
    )
    assert found["permittedHostDevices"] == {
        "mediatedDevices": [
            {"mdevNameSelector": "GRID T4-1Q", "resourceName": "example.org/q", "externalResourceProvider": True}
        ],
        "pciHostDevices": [{"pciVendorSelector": "10DE:1EB8", "resourceName": "example.org/t4"}],
        "usb": [
            {
                "resourceName": "example.org/key",
                "selectors": [{"vendor": "046d", "product": "c52b"}, {"vendor": "046d", "product": "c52c"}],
            }
        ],
    }
    assert "permittedHostDevices" not in configuration("manage: true")


def test_the_platform_runs_where_its_owner_says() -> None:
    """Beside what the nodes want: a taint of theirs stays tolerated."""
    placement = "{nodeSelector: {example.org/a: b}, tolerations: [{key: x, operator: Exists}]}"
    found = objects(
        f"infra: {{replicas: 3, nodePlacement: {placement}}}, workloads: {{nodePlacement: {placement}}}",
        f"infra: {placement}, workload: {placement}",
    )
    mine, theirs = {"key": "x", "operator": "Exists"}, {"key": "gpu", "operator": "Equal", "effect": "NoSchedule"}
    kubevirt, cdi = found["KubeVirt"]["spec"], found["CDI"]["spec"]
    assert kubevirt["infra"] == {
        "nodePlacement": {"nodeSelector": {"example.org/a": "b"}, "tolerations": [mine]},
        "replicas": 3,
    }
    assert kubevirt["workloads"]["nodePlacement"]["tolerations"] == [theirs, mine]
    assert cdi["infra"]["nodeSelector"] == {"kubernetes.io/os": "linux", "example.org/a": "b"}
    assert cdi["workload"]["tolerations"] == [theirs, mine]


def test_classes_are_written_by_their_real_names() -> None:
    """The aliases are the catalog's."""
    storage = (
        "storage: {default: files, aliases: {files: ceph-fs},"
        " classes: [{name: ceph-fs, provisioner: a.example.org}, {name: b, provisioner: b.example.org}]}"
    )
    overhead = 'filesystemOverhead: {storageClass: {files: "0.02", b: "0.03"}}, scratchSpaceStorageClass: default'
    config = objects("", overhead, beside=storage)["CDI"]["spec"]["config"]
    assert config["filesystemOverhead"]["storageClass"] == {"ceph-fs": "0.02", "b": "0.03"}
    assert config["scratchSpaceStorageClass"] == "ceph-fs"
    by_default = objects("", 'filesystemOverhead: {storageClass: {default: "0.02"}}', beside=storage)["CDI"]
    assert by_default["spec"]["config"]["filesystemOverhead"]["storageClass"] == {"ceph-fs": "0.02"}


def test_what_is_switched_off_for_machines_is_there_or_not() -> None:
    found = configuration("virtualMachineOptions: {disableSerialConsoleLog: true, disableFreePageReporting: false}")
    assert found["virtualMachineOptions"] == {"disableSerialConsoleLog": {}}
    assert "virtualMachineOptions" not in configuration("virtualMachineOptions: {disableSerialConsoleLog: false}")


def test_on_openshift_nothing_of_the_platform_is_written() -> None:
    text = CLUSTER % ("dependsOn: [virtualization]", "distribution: openshift\n  defaults: {template: small}")
    machine = "apiVersion: vitistack.io/v1alpha1\nkind: Machine\nmetadata: {name: web}\nspec: {template: small}\n"
    manifests = lowered({"catalog/box.yaml": text, "catalog/web.yaml": machine})
    assert {one.kind for one in manifests} & {"KubeVirt", "CDI"} == set()
    links = {one.body["metadata"]["name"]: one.body["spec"] for one in manifests if one.path.startswith("flux/")}
    assert {name: [one["name"] for one in link["dependsOn"]] for name, link in links.items()} == {
        "machines-default": ["virtualization"]
    }


@pytest.mark.parametrize("component", ["kubevirt", "cdi"])
def test_an_operator_is_given_no_operation_that_it_cannot_carry_out(component: str) -> None:
    change = (
        "{resourceType: Deployment, resourceName: '*', operations: [{op: test, path: /kind}, {op: remove, path: /x}]}"
    )
    typed = {component: f"customizeComponents: {{patches: [{change}]}}"}
    text = OTHER_CLUSTER.format(version="v1.9.0", kubevirt="", cdi="", beside="").replace(
        f"  {component}: {{", f"  {component}: {{{typed[component]}, "
    )
    (fault,) = (one for one in compile_files({"catalog/a.yaml": text}).diagnostics if one.code.name == "patch-failed")
    assert fault.problem.message == "`test` has no `value`"
    assert fault.problem.at.route[:2] == ("spec", component)
    assert fault.problem.at.route[-2:] == ("operations", 0)


@pytest.mark.parametrize("release", KUBEVIRT_RELEASES, ids=lambda release: release.tag)
def test_every_setting_is_valid_on_every_release_that_has_it(release: Release) -> None:
    """The release does not have what came later, and says so of each by its name in the catalog."""
    later = {f"kubevirt.{field}" for field, since in LATER.items() if release.line < since}
    assert refused(kubevirt=release.tag) == later


@pytest.mark.parametrize("release", CDI_RELEASES, ids=lambda release: release.tag)
def test_every_setting_of_cdi_is_valid_on_every_release_that_has_it(release: Release) -> None:
    assert refused(cdi=release.tag) == ({"cdi.webhookPvcRendering"} if release.line < (1, 66) else set())


def refused(kubevirt: str = "v1.9.0", cdi: str = "v1.66.0") -> set[str]:
    """The fields of the story that sets every field that the releases do not have."""
    text = (FOLDER / "every-field" / "catalog" / "cluster.yaml").read_text(encoding="utf-8")
    text = text.replace("version: v1.9.0", f"version: {kubevirt}").replace("version: v1.66.0", f"version: {cdi}")
    told = compile_files({"catalog/cluster.yaml": text}).diagnostics
    of_form = (one for one in told if one.code.name in {"schema-violation", "field-not-in-version"})
    return {one.problem.message.split("`")[1] for one in of_form}
