"""Do the examples of the Machine API compile unchanged, and to what it says that they become?

The four files in examples/ are those examples byte for byte; those in fragments/ make whole what it shows in parts.
"""

import re
from typing import Any

import pytest
import yaml

from tests.support import SHARED, compile_files
from tests.trees import FOLDER, JsonObject, files_below
from vmgen.diagnostics import Severity

CATALOG = FOLDER / "seed-examples" / "catalog"
SOURCES = {f"catalog/{path}": text for path, text in files_below(CATALOG).items()}
COMPILATION = compile_files(SOURCES)
OBJECTS = {
    (body["kind"], body["metadata"]["name"]): body
    for path, text in COMPILATION.files.items()
    if "/machines/" in path and not path.endswith("kustomization.yaml")
    for body in yaml.load_all(text, yaml.CSafeLoader)
}

NO_BOOT_SOURCE = (Severity.WARNING, "boot-source-missing")
NO_POD_NETWORK = (Severity.NOTE, "no-pod-network")
PLACEHOLDER_KEY = (Severity.WARNING, "invalid-ssh-key")
EXPECTED = {
    "examples/basic-vm.yaml": {NO_BOOT_SOURCE},
    "examples/custom-vm.yaml": {NO_BOOT_SOURCE},
    "examples/networked-vm.yaml": {NO_BOOT_SOURCE, NO_POD_NETWORK},
    "examples/cloud-init-vm.yaml": {NO_BOOT_SOURCE, PLACEHOLDER_KEY, (Severity.NOTE, "service-not-installed")},
    "fragments/override-vm.yaml": {NO_BOOT_SOURCE},
    "fragments/nic-vm.yaml": {NO_BOOT_SOURCE, NO_POD_NETWORK},
    "fragments/disk-vm.yaml": {NO_BOOT_SOURCE},
    "fragments/secret-vm.yaml": {NO_BOOT_SOURCE, PLACEHOLDER_KEY, (Severity.WARNING, "cloud-init-source-conflict")},
    "dev.yaml": set(),
}


def test_examples_are_those_of_the_document_byte_for_byte() -> None:
    documents = sorted(SHARED.glob("seeds/002_*.txt"))
    if not documents:
        pytest.skip("the document of the Machine API is not beside the project")
    text = documents[0].read_bytes().decode()
    section = text[text.index("## Example Configurations") : text.index("## Troubleshooting Reference")]

    blocks = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert sorted(blocks) == sorted(files_below(CATALOG / "examples").values())


@pytest.mark.parametrize("file", sorted(EXPECTED))
def test_example_is_told_what_it_lacks_and_nothing_else(file: str) -> None:
    told = {
        (one.severity, one.code.name) for one in COMPILATION.diagnostics if one.problem.at.file == f"catalog/{file}"
    }
    assert told == EXPECTED[file]


def test_every_file_has_its_expectation() -> None:
    assert set(EXPECTED) == set(files_below(CATALOG))


def test_basic_vm_is_a_claim_and_a_machine_of_the_medium_size() -> None:
    claim = OBJECTS["PersistentVolumeClaim", "basic-vm-root"]
    assert claim["metadata"]["namespace"] == "default"
    assert claim["metadata"]["labels"].items() >= {
        ("app.kubernetes.io/managed-by", "vmgen"),
        ("vitistack.io/machine", "basic-vm"),
        ("vitistack.io/managed-by", "vmgen"),
        ("vitistack.io/machine-template", "medium"),
    }
    assert claim["spec"] == {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "40Gi"}}}

    spec = machine("basic-vm")
    assert OBJECTS["VirtualMachine", "basic-vm"]["spec"]["runStrategy"] == "Always"
    assert spec["domain"]["cpu"] == {"cores": 2, "sockets": 1, "threads": 1}
    assert spec["domain"]["memory"] == {"guest": "4Gi"}
    assert spec["domain"]["devices"] == {
        "disks": [{"name": "root", "disk": {"bus": "virtio"}, "bootOrder": 1}],
        "interfaces": [{"name": "default", "masquerade": {}, "model": "virtio"}],
        "networkInterfaceMultiqueue": True,
    }
    assert spec["networks"] == [{"name": "default", "pod": {}}]
    assert spec["volumes"] == [{"name": "root", "persistentVolumeClaim": {"claimName": "basic-vm-root"}}]


def test_custom_vm_has_more_of_everything_and_keeps_the_disk_of_its_template() -> None:
    assert machine("custom-vm")["domain"]["cpu"] == {"cores": 4, "sockets": 1, "threads": 1}
    assert machine("custom-vm")["domain"]["memory"] == {"guest": "8Gi"}
    assert [disk["name"] for disk in machine("custom-vm")["domain"]["devices"]["disks"]] == ["root", "data"]
    assert size_and_class("custom-vm-root") == ("20Gi", None)
    assert size_and_class("custom-vm-data") == ("100Gi", "fast-ssd")


def test_networked_vm_is_on_two_bridges_with_addresses_that_stay() -> None:
    devices = machine("networked-vm")["domain"]["devices"]
    assert devices["interfaces"] == [
        {"name": "eth0", "bridge": {}, "model": "virtio", "macAddress": "02:2e:47:39:3e:8f"},
        {"name": "eth1", "bridge": {}, "model": "virtio", "macAddress": "02:74:1e:fc:2e:40"},
    ]
    assert machine("networked-vm")["networks"] == [
        {"name": "eth0", "multus": {"networkName": "prod-network"}},
        {"name": "eth1", "multus": {"networkName": "storage-network"}},
    ]


def test_networks_become_bridges_without_addresses_of_their_own() -> None:
    assert OBJECTS["NetworkAttachmentDefinition", "prod-network"]["spec"]["config"] == (
        '{"cniVersion": "0.3.1", "name": "prod-network", "type": "bridge", "bridge": "br-prod", "vlan": 100,'
        ' "macspoofchk": true, "disableContainerInterface": true, "ipam": {}}'
    )
    assert '"vlan"' not in OBJECTS["NetworkAttachmentDefinition", "storage-network"]["spec"]["config"]


def test_cloud_init_vm_gets_its_user_data_verbatim() -> None:
    written = yaml.load(SOURCES["catalog/examples/cloud-init-vm.yaml"], yaml.CSafeLoader)
    assert machine("cloud-init-vm")["domain"]["cpu"] == {"cores": 4, "sockets": 1, "threads": 1}
    assert machine("cloud-init-vm")["domain"]["memory"] == {"guest": "8Gi"}
    assert size_and_class("cloud-init-vm-root") == ("80Gi", None)
    assert cloud_init("cloud-init-vm") == {"userData": written["spec"]["cloudInit"]["userData"]}


def test_what_a_machine_says_wins_over_its_template_field_by_field() -> None:
    assert machine("override-vm")["domain"]["cpu"] == {"cores": 4, "sockets": 1, "threads": 1}
    assert machine("override-vm")["domain"]["memory"] == {"guest": "8Gi"}
    assert size_and_class("override-vm-root") == ("40Gi", None)


def test_mac_address_is_kept_and_quoted() -> None:
    interfaces = machine("nic-vm")["domain"]["devices"]["interfaces"]
    assert [one["macAddress"] for one in interfaces] == ["52:54:00:12:34:56"]
    assert 'macAddress: "52:54:00:12:34:56"' in COMPILATION.files["clusters/dev/machines/default/machine-nic-vm.yaml"]


def test_disk_becomes_the_claim_volume_and_device_of_the_document() -> None:
    claim = OBJECTS["PersistentVolumeClaim", "disk-vm-root"]
    assert claim["spec"] == {
        "storageClassName": "fast-ssd",
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "20Gi"}},
    }
    assert machine("disk-vm")["volumes"] == [{"name": "root", "persistentVolumeClaim": {"claimName": "disk-vm-root"}}]
    [disk] = machine("disk-vm")["domain"]["devices"]["disks"]
    assert (disk["name"], disk["disk"]) == ("root", {"bus": "virtio"})


def test_inline_user_data_wins_over_a_secret() -> None:
    written = yaml.load(SOURCES["catalog/fragments/secret-vm.yaml"], yaml.CSafeLoader)
    assert cloud_init("secret-vm") == {"userData": written["spec"]["cloudInit"]["userData"]}


@pytest.mark.parametrize("name", ["cloud-init-vm", "secret-vm"])
def test_cloud_init_has_a_disk_on_virtio(name: str) -> None:
    assert machine(name)["domain"]["devices"]["disks"][-1] == {"name": "cloudinitdisk", "disk": {"bus": "virtio"}}


@pytest.mark.parametrize("name", ["basic-vm", "custom-vm", "networked-vm", "override-vm", "nic-vm", "disk-vm"])
def test_machine_without_cloud_init_has_no_disk_for_it(name: str) -> None:
    assert [one["name"] for one in machine(name)["volumes"] if "cloudInitNoCloud" in one] == []


def test_nothing_of_the_catalog_language_reaches_the_cluster() -> None:
    assert [key for key, body in OBJECTS.items() if body["apiVersion"].partition("/")[0].endswith("vitistack.io")] == []
    assert all("kubevirt-operator" not in text for text in COMPILATION.files.values())


def machine(name: str) -> JsonObject:
    spec: JsonObject = OBJECTS["VirtualMachine", name]["spec"]["template"]["spec"]
    return spec


def cloud_init(name: str) -> Any:
    return next(one["cloudInitNoCloud"] for one in machine(name)["volumes"] if one["name"] == "cloudinitdisk")


def size_and_class(claim: str) -> tuple[str, str | None]:
    spec = OBJECTS["PersistentVolumeClaim", claim]["spec"]
    return spec["resources"]["requests"]["storage"], spec.get("storageClassName")
