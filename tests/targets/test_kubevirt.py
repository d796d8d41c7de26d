"""Does the KubeVirt object say what machines need of it?"""

from typing import Any

from tests.support import lowered

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
