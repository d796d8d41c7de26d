"""Does a network say what its type needs, and is it on each cluster what it says for that cluster?"""

import pytest

from tests.model.catalogs import document
from tests.support import compile_text
from vmgen.fleet.networks import Network

MACHINE = document("Machine", "{template: small, image: debian-13, networks: [{name: a}, {name: b, networkName: lan}]}")


def network(spec: str) -> Network:
    """As the cluster of the base catalog has it."""
    compilation = compile_text(f"{MACHINE}---\n{document('NetworkConfiguration', spec, name='lan')}")
    (machine,) = compilation.fleet.machines
    found = machine.interfaces[1].network
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("{type: existing}", []),
        ("{type: existing, networkName: infra/lan}", []),
        ("{bridge: br0, vlan: 20, mtu: 1500}", []),
        ("{}", ["`bridge` is missing"]),
        ("{type: ovs}", ["`bridge` is missing"]),
        ("{type: ovs, networkName: lan}", ["`networkName` beside `type: ovs`"]),
        (
            "{type: existing, bridge: br0, vlan: 2}",
            ["`bridge` beside `type: existing`", "`vlan` beside `type: existing`"],
        ),
        ("{type: existing, mtu: 1500}", ["`mtu` beside `type: existing`"]),
        ("{networkName: lan, bridge: br0}", ["`networkName` beside `bridge`"]),
    ],
)
def test_a_network_says_what_its_type_has(spec: str, told: list[str]) -> None:
    found = compile_text(document("NetworkConfiguration", spec, name="lan")).diagnostics
    assert [one.problem.message for one in found] == told


@pytest.mark.parametrize(
    ("spec", "bridge", "vlan", "attachment"),
    [
        ("{bridge: br0, vlan: 20}", "br0", 20, "lan"),
        ("{bridge: br9, vlan: 20, clusters: {example: {bridge: br0}}}", "br0", 20, "lan"),
        ("{bridge: br0, vlan: 20, clusters: {example: {vlan: 30}}}", "br0", 30, "lan"),
        ("{bridge: br0, vlan: 20, clusters: {example: {vlan: 0}}}", "br0", None, "lan"),
        ("{bridge: br0, clusters: {other: {bridge: br9}}}", "br0", None, "lan"),
        ("{type: existing}", "", None, "lan"),
        ("{type: existing, networkName: infra/lan}", "", None, "infra/lan"),
        ("{type: existing, networkName: lan, clusters: {example: {networkName: infra/b}}}", "", None, "infra/b"),
    ],
)
def test_a_cluster_may_have_its_own(spec: str, bridge: str, vlan: int | None, attachment: str) -> None:
    found = network(spec)
    assert (found.bridge, found.vlan, found.attachment) == (bridge, vlan, attachment)


def test_networks_on_one_bridge_and_vlan_are_one_wire() -> None:
    assert (
        network("{bridge: br0, vlan: 20}").wire
        == network("{bridge: br9, vlan: 20, clusters: {example: {bridge: br0}}}").wire
    )
    assert network("{bridge: br0}").wire != network("{bridge: br0, vlan: 20}").wire
    assert network("{bridge: br0}").wire != network("{type: ovs, bridge: br0}").wire
