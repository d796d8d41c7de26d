"""Does one document with `replicas` become that many machines, none of which takes what belongs to another?"""

import pytest

from tests.model.catalogs import document
from tests.support import compile_text, names
from vmgen.model.replicas import expand
from vmgen.pipeline import Compilation

IMAGE = "template: small, image: debian-13"


def machine(spec: str, *, name: str = "web", metadata: str = "") -> str:
    return document("Machine", f"{{{IMAGE}, {spec}}}", name=name, metadata=metadata)


def compiled(*texts: str) -> Compilation:
    return compile_text("---\n".join(texts))


def machines(*texts: str) -> list[str]:
    return [one.name for one in compiled(*texts).fleet.machines]


@pytest.mark.parametrize(
    ("replicas", "expected"),
    [("", ["web"]), ("replicas: 0", []), ("replicas: 1", ["web-0"]), ("replicas: 3", ["web-0", "web-1", "web-2"])],
)
def test_the_number_of_replicas_is_the_number_of_machines(replicas: str, expected: list[str]) -> None:
    assert machines(machine(replicas)) == expected


@pytest.mark.parametrize(
    ("replicas", "name"), [("-1", "invalid-value"), ("1001", "invalid-value"), ("many", "wrong-type")]
)
def test_what_is_no_number_of_replicas_is_told_once(replicas: str, name: str) -> None:
    assert names(compiled(machine(f"replicas: {replicas}"))) == [name]


def test_no_replicas_are_judged_all_the_same() -> None:
    assert names(compiled(machine("replicas: 0, hostName: x"))) == ["unknown-field"]


def test_each_replica_is_a_machine_of_its_own() -> None:
    first, second = compiled(machine("replicas: 2, hostname: www")).fleet.machines
    assert (first.spec.hostname, second.spec.hostname) == ("www-0", "www-1")
    assert (first.identity, second.identity) == ("example/default/web-0", "example/default/web-1")
    assert [one.claim for one in (*first.disks, *second.disks)] == ["web-0-root", "web-1-root"]
    assert (first.set, second.set) == ("web", "web")


def test_claims_with_a_name_of_their_own_get_the_number_of_their_machine() -> None:
    fields = "replicas: 2, disks: [{name: data, size: 1Gi, claimName: orders}]"
    first, second = compiled(machine(fields)).fleet.machines
    assert [disk.claim for disk in (*first.disks, *second.disks)] == [
        "web-0-root",
        "orders-0",
        "web-1-root",
        "orders-1",
    ]


def test_a_replica_is_the_machine_that_its_name_says() -> None:
    """Who goes from replicas to documents of their own keeps every identity."""
    _, replica = compiled(machine("replicas: 2")).fleet.machines
    (alone,) = compiled(machine("", name="web-1")).fleet.machines
    assert replica.identity == alone.identity


def test_mac_addresses_count_up() -> None:
    networks = 'networks: [{name: pod, macAddress: "52-54-00-00-00-FE"}, {name: eth0, networkName: prod-network}]'
    found = compiled(machine(f"replicas: 3, {networks}")).fleet.machines
    assert [one.interfaces[0].mac_address for one in found] == [
        "52:54:00:00:00:fe",
        "52:54:00:00:00:ff",
        "52:54:00:00:01:00",
    ]
    assert len({one.interfaces[1].mac_address for one in found}) == len(found)


def test_addresses_that_run_out_are_told_once() -> None:
    networks = 'networks: [{name: pod, macAddress: "52:54:00:ff:ff:fe"}]'
    assert names(compiled(machine(f"replicas: 2, {networks}"))) == []
    assert names(compiled(machine(f"replicas: 9, {networks}"))) == ["replica-address-overflow"]


def test_ip_addresses_count_up_within_their_subnet() -> None:
    addresses = "[10.20.0.254/16, 'fd00::ff/64', 10.20.9.9/32]"
    networks = f"networks: [{{name: pod}}, {{name: eth0, networkName: prod-network, addresses: {addresses}}}]"
    found = compiled(machine(f"replicas: 3, {networks}")).fleet.machines
    assert [one.interfaces[1].addresses for one in found] == [
        ("10.20.0.254/16", "fd00::ff/64", "10.20.9.9/32"),
        ("10.20.0.255/16", "fd00::100/64", "10.20.9.10/32"),
        ("10.20.1.0/16", "fd00::101/64", "10.20.9.11/32"),
    ]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("10.20.0.252/24", []),
        ("10.20.0.253/24", ["replica-address-overflow"]),
        ("10.20.0.0/31", ["replica-address-overflow"]),
        ("255.255.255.254/32", ["replica-address-overflow"]),
        ("nowhere/24", ["invalid-value"]),
        ("5", ["invalid-value"]),
    ],
)
def test_ip_addresses_that_run_out_are_told_once(address: str, told: list[str]) -> None:
    networks = f"networks: [{{name: pod}}, {{name: eth0, networkName: prod-network, addresses: ['{address}']}}]"
    assert names(compiled(machine(f"replicas: 3, {networks}"))) == told


@pytest.mark.parametrize("texts", [("set", "alone"), ("alone", "set")])
def test_a_replica_and_a_machine_of_one_name_are_shown_both(texts: tuple[str, str]) -> None:
    text = {"set": machine("replicas: 2"), "alone": machine("", name="web-1")}
    compilation = compiled(*(text[one] for one in texts))
    (fault,) = compilation.diagnostics
    assert fault.code.name == "duplicate-name"
    assert {fault.problem.at.document, fault.problem.related[0].at.document} == {0, 1}


def test_other_namespaces_have_other_machines() -> None:
    other = machine("", name="web-1", metadata="namespace: other")
    assert machines(machine("replicas: 2"), other) == ["web-0", "web-1", "web-1"]


def test_a_fault_is_told_once_for_all_replicas() -> None:
    spec = "{template: small, replicas: 3, hostName: www}"
    assert names(compiled(document("Machine", spec))) == ["unknown-field"]
    spec = "{template: small, replicas: 3, sshKeys: [nobody]}"
    assert names(compiled(document("Machine", spec))) == ["ssh-key-not-found"]


def test_a_fault_that_names_the_machine_is_told_once_for_all_replicas() -> None:
    (fault,) = compiled(document("Machine", "{template: small, replicas: 3}")).diagnostics
    assert fault.problem.message == "`web-0` has nothing to boot from"


def test_the_longest_name_must_fit() -> None:
    assert names(compiled(machine("replicas: 10", name="a" * 61))) == []
    assert names(compiled(machine("replicas: 11", name="a" * 61))) == ["name-too-long"]


def test_a_template_may_say_how_many() -> None:
    template = document("MachineTemplate", "{replicas: 2, disks: [{name: root, size: 5Gi}]}", name="pair")
    sizes = "resources: {cpu: {cores: 1}, memory: {size: 1Gi}}"
    spec = f"{{template: pair, image: debian-13, {sizes}}}"
    assert machines(template, document("Machine", spec)) == ["web-0", "web-1"]


def test_without_replicas_nothing_is_done() -> None:
    assert expand(()) == ((), ())
