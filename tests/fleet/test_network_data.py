"""Does cloud-init get network data that says what the author said, and is there none where nobody said anything?"""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.fleet.linking import machine, refused
from vmgen.fleet.identity import mac_address
from vmgen.syntax.embedded import embedded_mapping

POD, ETH0 = mac_address("lab/default/web", "pod"), mac_address("lab/default/web", "eth0")
STATIC = "{name: eth0, networkName: front, addresses: [10.20.0.11/24]}"


def ethernets(networks: str, *, cluster: str = "") -> dict[str, Any]:
    """What a YAML reader finds in the network data of a machine with such `networks`."""
    text = machine(f"networks: [{networks}]\n", cluster=cluster).guest.network_data
    found: dict[str, Any] = yaml.safe_load(text)["ethernets"]
    return found


def test_without_a_word_about_the_guest_there_is_none() -> None:
    one = machine("networks: [{name: pod, model: e1000, state: down}, {name: eth0, networkName: front}]\n")
    assert not one.guest.has_cloud_init
    assert [interface.mac_address for interface in one.interfaces] == ["", ETH0]


def test_with_a_word_every_interface_is_told_and_has_an_address_to_be_known_by() -> None:
    one = machine(f"networks: [{{name: pod}}, {STATIC}, {{name: eth1, networkName: front}}]\n")
    told = yaml.safe_load(one.guest.network_data)["ethernets"]
    assert [interface.mac_address for interface in one.interfaces] == [
        device["match"]["macaddress"] for device in told.values()
    ]
    assert told["pod"] == {"match": {"macaddress": POD}, "set-name": "pod", "dhcp4": True}


def test_the_text_is_frozen() -> None:
    fields = (
        "networks: [{name: eth0, networkName: front, addresses: [10.20.0.11/24, 'FD00:20::B/64'], search: [a.example],"
        " routes: [{to: 10.0.0.0/8, via: 10.20.0.254}], mtu: 1400, dhcp6: false}]\n"
    )
    assert machine(fields).guest.network_data == (
        "version: 2\n"
        "ethernets:\n"
        "  eth0:\n"
        f'    match: {{macaddress: "{ETH0}"}}\n'
        '    set-name: "eth0"\n'
        "    mtu: 1400\n"
        "    dhcp4: false\n"
        "    dhcp6: false\n"
        '    addresses: ["10.20.0.11/24", "fd00:20::b/64"]\n'
        '    nameservers: {addresses: ["10.20.0.2", "10.20.0.3"], search: ["a.example"]}\n'
        '    routes: [{to: "0.0.0.0/0", via: "10.20.0.1"}, {to: "::/0", via: "fd00:20::1"}, '
        '{to: "10.0.0.0/8", via: "10.20.0.254"}]\n'
    )


@pytest.mark.parametrize(
    ("networks", "routes"),
    [
        (STATIC, {"eth0": ["10.20.0.1"]}),
        (f"{{name: pod}}, {STATIC}", {}),
        (f"{STATIC}, {{name: eth1, networkName: front, addresses: [10.30.0.11/24]}}", {"eth0": ["10.20.0.1"]}),
        (f"{STATIC}, {{name: eth1, networkName: front, gateway: 10.40.0.1}}", {"eth1": ["10.40.0.1"]}),
        (
            f"{STATIC}, {{name: eth1, networkName: front, routes: [{{to: 0.0.0.0/0, via: 10.4.0.1}}]}}",
            {"eth1": ["10.4.0.1"]},
        ),
        (
            f"{STATIC}, {{name: eth1, networkName: front, gateway: 'fd00:20::1'}}",
            {"eth0": ["10.20.0.1"], "eth1": ["fd00:20::1"]},
        ),
        ("{name: eth0, networkName: front, addresses: [10.20.0.11/32]}", {}),
        ("{name: eth0, networkName: front, addresses: [10.99.0.11/24]}", {}),
        ("{name: pod}, {name: eth0, networkName: front, addresses: ['fd00:20::11/64']}", {"eth0": ["fd00:20::1"]}),
        ("{name: pod, addresses: ['fd10:0:2::2/120']}", {"pod": ["fd10:0:2::1"]}),
        ("{name: eth0, networkName: front, addresses: [10.20.0.11/24], state: absent}", {}),
    ],
)
def test_there_is_one_default_route_of_each_family(networks: str, routes: dict[str, list[str]]) -> None:
    told = {
        name: [one["via"] for one in device.get("routes", ())] for name, device in (ethernets(networks) or {}).items()
    }
    assert {name: vias for name, vias in told.items() if vias} == routes


def test_name_servers_of_the_subnets_are_for_machines_that_name_none() -> None:
    both = "{name: eth0, networkName: front, addresses: [10.20.0.11/24, 10.30.0.11/24]}"
    assert ethernets(both)["eth0"]["nameservers"] == {"addresses": ["10.20.0.2", "10.20.0.3"]}
    named = ethernets(f"{both}, {{name: eth1, networkName: front, nameservers: [9.9.9.9]}}")
    assert {name: device.get("nameservers") for name, device in named.items()} == {
        "eth0": None,
        "eth1": {"addresses": ["9.9.9.9"]},
    }


@pytest.mark.parametrize(
    ("network", "has_dhcp4"),
    [
        ("{name: eth0, networkName: front, mtu: 1400}", True),
        ("{name: eth0, networkName: front, mtu: 1400, dhcp4: false}", False),
        ("{name: eth0, networkName: front, addresses: [10.20.0.11/24], dhcp4: true}", True),
        ("{name: eth0, networkName: front, addresses: ['fd00:20::11/64']}", False),
        ("{name: eth0, addresses: ['fd10:0:2::2/120']}", True),
    ],
)
def test_dhcp_gives_ipv4_where_no_address_is_set(network: str, *, has_dhcp4: bool) -> None:
    assert ethernets(network)["eth0"]["dhcp4"] is has_dhcp4


def test_an_interface_that_is_unplugged_is_not_told() -> None:
    told = ethernets(f"{STATIC}, {{name: eth1, networkName: front, state: absent}}")
    assert list(told) == ["eth0"]


@pytest.mark.parametrize("name", ["default", "all", "a-name-of-17-chars"])
def test_what_linux_cannot_call_an_interface_stays_a_name_of_ours(name: str) -> None:
    assert "set-name" not in ethernets(f"{{name: {name}, mtu: 1400}}")[name]


@given(st.from_regex(r"[A-Za-z0-9_-]{1,15}", fullmatch=True))
def test_every_reader_finds_every_name(name: str) -> None:
    text = machine(f'networks: [{{name: "{name}", mtu: 1400}}]\n').guest.network_data
    readers = (embedded_mapping(text)[0], yaml.safe_load(text), YAML(typ="safe", pure=True).load(text))
    assert [list(found["ethernets"]) for found in readers if found] == [[name]] * 3


def test_addresses_start_as_the_cluster_says() -> None:
    one = machine("networks: [{name: eth0, networkName: front}]\n", cluster='network: {macPrefix: "06"}\n')
    assert one.interfaces[0].mac_address == mac_address("lab/default/web", "eth0", prefix="06")


@pytest.mark.parametrize(
    ("cloud_init", "field"),
    [
        ('{networkData: "version: 2"}', "networkData"),
        ("{secretRef: {name: web-init, key: networkdata}}", "secretRef"),
    ],
)
def test_there_is_network_data_once(cloud_init: str, field: str) -> None:
    message = f"`{field}` beside interfaces that say how the guest sets them up"
    assert refused(f"networks: [{STATIC}]\ncloudInit: {cloud_init}\n") == [("conflicting-fields", 7, message)]
