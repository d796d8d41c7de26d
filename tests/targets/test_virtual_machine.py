"""Does each field of a Machine come out where KubeVirt reads it?"""

from typing import Any

import pytest

from tests.model.catalogs import document
from tests.support import BASE, compile_text, lowered, names

METADATA = "namespace: web, labels: {tier: front, cluster.vitistack.io/cluster-name: example}, annotations: {note: a}"
OURS = {
    "app.kubernetes.io/managed-by": "vmgen",
    "cluster.vitistack.io/cluster-name": "example",
    "tier": "front",
    "vitistack.io/machine": "web",
    "vitistack.io/machine-template": "small",
    "vitistack.io/managed-by": "vmgen",
}
TIMERS = {"hpet": {"present": False}, "hyperv": {}, "pit": {"tickPolicy": "delay"}, "rtc": {"tickPolicy": "catchup"}}


def objects(spec: str) -> list[dict[str, Any]]:
    """What a machine becomes: its claims, and the VirtualMachine as the last."""
    text = document("Machine", f"{{template: small, image: debian-13, {spec}}}", metadata=METADATA)
    manifests = lowered({**BASE, "catalog/web.yaml": text})
    return [one.body for one in manifests if one.path.endswith("machine-web.yaml")]


def domain(spec: str) -> dict[str, Any]:
    found: dict[str, Any] = objects(spec)[-1]["spec"]["template"]["spec"]["domain"]
    return found


def test_labels_reach_all_that_a_machine_becomes_and_what_runs() -> None:
    claim, machine = objects("")
    for metadata in (claim["metadata"], machine["metadata"], machine["spec"]["template"]["metadata"]):
        assert metadata["labels"] == OURS
    assert machine["metadata"]["annotations"]["note"] == "a"


def test_everything_is_in_the_namespace_of_the_machine() -> None:
    assert {one["metadata"]["namespace"] for one in objects("")} == {"web"}


@pytest.mark.parametrize("field", ["acpi", "apic"])
@pytest.mark.parametrize("is_on", [True, False])
def test_features_say_whether_they_are_on(field: str, *, is_on: bool) -> None:
    written = f"domain: {{features: {{{field}: {str(is_on).lower()}}}}}"
    assert domain(written)["features"] == {field: {"enabled": is_on}}


def test_hyperv_is_all_that_windows_wants_with_its_clock() -> None:
    found = domain("domain: {features: {hyperv: true}}")
    assert set(found["features"]["hyperv"]) == {
        *("frequencies", "ipi", "reenlightenment", "relaxed", "reset", "runtime"),
        *("spinlocks", "synic", "synictimer", "tlbflush", "vapic", "vpindex"),
    }
    assert found["clock"] == {"timer": TIMERS, "utc": {}}
    assert "clock" not in domain("domain: {features: {hyperv: false}}")


def test_enlightenments_are_chosen_by_their_names() -> None:
    """The clock goes with them; what is off is written out, since KubeVirt adds what others need."""
    chosen = "relaxed: true, spinlocks: 4096, synictimer: true, vapic: false, vendorid: KVM"
    found = domain(f"domain: {{features: {{hyperv: {{{chosen}}}}}}}")
    assert found["features"]["hyperv"] == {
        "relaxed": {},
        "spinlocks": {"spinlocks": 4096},
        "synictimer": {"direct": {}},
        "vapic": {"enabled": False},
        "vendorid": {"vendorid": "KVM"},
    }
    assert found["clock"] == {"timer": TIMERS, "utc": {}}


@pytest.mark.parametrize(
    ("bootloader", "expected"),
    [
        ("efi: true", {"efi": {"secureBoot": False}}),
        ("efi: false", {"bios": {}}),
        ("efi: true, secureBoot: true", {"efi": {"secureBoot": True}}),
        ("secureBoot: true", {"efi": {"secureBoot": True}}),
        ("persistent: true", {"efi": {"persistent": True, "secureBoot": False}}),
    ],
)
def test_the_boot_loader_says_explicitly_what_it_is(bootloader: str, expected: dict[str, Any]) -> None:
    found = domain(f"domain: {{firmware: {{bootloader: {{{bootloader}}}}}}}")
    assert found["firmware"]["bootloader"] == expected
    assert found.get("features") == ({"smm": {"enabled": True}} if "secureBoot: true" in bootloader else None)


def test_nothing_of_the_board_is_written_that_nobody_asked_for() -> None:
    assert {"machine", "features", "clock"} & domain("").keys() == set()
    assert "bootloader" not in domain("")["firmware"]


@pytest.mark.parametrize(("written", "expected"), [("pc-q35", "q35"), ("q35", "q35"), ("pc-q35-9.2", "pc-q35-9.2")])
def test_the_machine_type_stands_below_the_domain(written: str, expected: str) -> None:
    assert domain(f"domain: {{machine: {{type: {written}}}}}")["machine"] == {"type": expected}


def test_cpus_are_cores_times_threads_times_sockets() -> None:
    """Everywhere but in the topology: what a node must have, and whether a card gets several queues."""
    spec = "resources: {cpu: {cores: %d, threads: 2, sockets: %d}}"
    text = document("Machine", f"{{template: small, image: debian-13, {spec % (4, 4)}}}")
    (fault,) = compile_text(text).diagnostics
    assert fault.problem.message.startswith("`32` virtual CPUs, and the largest amd64 nodes, `box`, have `16`")
    assert names(compile_text(text.replace("cores: 4", "cores: 2"))) == []
    found = domain(spec % (1, 1))
    assert found["cpu"] == {"cores": 1, "sockets": 1, "threads": 2}
    assert found["devices"]["networkInterfaceMultiqueue"] is True


def test_requests_and_limits_are_the_authors_alone() -> None:
    assert domain('resources: {requests: {cpu: "1"}, limits: {memory: 3Gi}}')["resources"] == {
        "limits": {"memory": "3Gi"},
        "requests": {"cpu": "1"},
    }
    assert "resources" not in domain("")


@pytest.mark.parametrize(("written", "expected"), [("{}", {}), ("{persistent: true}", {"persistent": True})])
def test_a_tpm_forgets_unless_it_is_told_not_to(written: str, expected: dict[str, Any]) -> None:
    assert domain(f"devices: {{tpm: {written}}}")["devices"]["tpm"] == expected
    assert "tpm" not in domain("")["devices"]


def test_the_processor_is_left_to_kubevirt() -> None:
    assert domain("resources: {cpu: {model: host-passthrough}}")["cpu"]["model"] == "host-passthrough"
    assert "model" not in domain("")["cpu"]
