"""Are derived identities what they always were? A change here gives every machine in the world another identity."""

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fleet.linking import machine
from vmgen.fleet.identity import firmware_serial, firmware_uuid, mac_address

names = st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)


@pytest.mark.parametrize(
    ("identity", "interface", "address"),
    [
        ("dev/default/networked-vm", "eth0", "02:2e:47:39:3e:8f"),
        ("dev/default/networked-vm", "eth1", "02:74:1e:fc:2e:40"),
        ("prod/default/networked-vm", "eth0", "02:c6:1f:73:a2:05"),
        ("homelab/web/web-1", "net_0", "02:92:06:85:91:ca"),
        ("a/b/c.example.org", "x", "02:bd:31:49:3a:49"),
    ],
)
def test_mac_addresses_never_change(identity: str, interface: str, address: str) -> None:
    assert mac_address(identity, interface) == address


@pytest.mark.parametrize(
    ("identity", "id_", "serial"),
    [
        (
            "dev/default/networked-vm",
            "95c71f20-0d53-5fe1-9ac4-f50c25fb2647",
            "25705862-a133-597c-9e56-e3ebd30bcd29",
        ),
        (
            "prod/default/networked-vm",
            "af11d6c7-0c7b-546d-8316-f2c7226e3af9",
            "f283eb17-0efb-5e22-942a-bf8e8361c421",
        ),
        ("homelab/web/web-1", "47b265d9-358f-5a0f-acee-7d2a4af15428", "e1c0010e-1b78-50cb-9c22-731b61d30d81"),
    ],
)
def test_firmware_identities_never_change(identity: str, id_: str, serial: str) -> None:
    assert (firmware_uuid(identity), firmware_serial(identity)) == (id_, serial)


def test_a_seed_makes_another_instance() -> None:
    assert firmware_uuid("homelab/web/web-1", seed="") == firmware_uuid("homelab/web/web-1")
    assert firmware_uuid("homelab/web/web-1", seed="2") == "b2ccb997-dcbc-58ba-9400-ae307b559e73"


def test_the_namespace_of_identities_is_that_of_a_url() -> None:
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, "https://vmgen.dev/machines")
    assert firmware_uuid("a/b/c") == str(uuid.uuid5(namespace, "a/b/c"))


@given(names, names)
def test_derived_addresses_are_local_and_of_one_machine(name: str, interface: str) -> None:
    address = mac_address(name, interface)
    assert re.fullmatch(r"02(:[0-9a-f]{2}){5}", address)
    assert mac_address(name, interface, prefix="06") == f"06{address[2:]}"


def test_an_identity_is_cluster_namespace_and_name() -> None:
    assert machine("").identity == "lab/default/web"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("", mac_address("lab/default/web", "eth0")),
        (', macAddress: "52:54:00:AB:CD:EF"', "52:54:00:ab:cd:ef"),
        (", macAddress: 52-54-00-AB-CD-EF", "52:54:00:ab:cd:ef"),
    ],
)
def test_an_interface_has_the_address_that_was_written_or_a_derived_one(written: str, address: str) -> None:
    assert machine(f"networks: [{{name: eth0, networkName: front{written}}}]").interfaces[0].mac_address == address


@pytest.mark.parametrize(("written", "address"), [("", ""), (', macAddress: "52:54:00:00:00:01"', "52:54:00:00:00:01")])
def test_kubevirt_chooses_addresses_on_the_pod_network(written: str, address: str) -> None:
    (interface,) = machine(f"networks: [{{name: default{written}}}]").interfaces
    assert (interface.network, interface.mac_address) == (None, address)
