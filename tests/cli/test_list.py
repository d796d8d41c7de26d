"""What `vmgen list` shows of a fleet, in each format, and which machines."""

import csv
import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import Ran, fleet, repository, run

BOLD = "\x1b[1m"
STORY = """apiVersion: vitistack.io/v1alpha1
kind: Machine
metadata: {name: %s, namespace: shop, labels: {%s}}
spec: {template: small, image: debian-13, networks: [{name: default}, {name: lan, networkName: lan}]}
---
"""
LAN = """apiVersion: vitistack.io/v1alpha1
kind: NetworkConfiguration
metadata: {name: lan}
spec: {bridge: br0}
"""


@pytest.mark.parametrize("story", ["secrets", "static-addresses"])
def test_every_machine_is_listed_also_with_encrypted_files_and_addresses(
    story: str, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    listed = run("-C", repository(story, tmp_path), "list")
    assert (listed.exit_code, listed.err) == (0, "")
    assert listed.out == snapshot


@pytest.mark.parametrize("format_", ["table", "csv", "json", "names"])
def test_list(format_: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    listed = run("-C", repository("two-clusters", tmp_path), "list", "--format", format_)
    assert (listed.exit_code, listed.err) == (0, "")
    assert listed.out == snapshot


def test_programs_read_what_is_meant_for_them(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    rows = list(csv.DictReader(run("-C", root, "list", "--format", "csv").out.splitlines()))
    objects = json.loads(run("-C", root, "list", "--format", "json").out)
    names = run("-C", root, "list", "--format", "names").out.splitlines()

    assert [f"{row['cluster']}/{row['namespace']}/{row['machine']}" for row in rows] == names
    assert [f"{one['cluster']}/{one['namespace']}/{one['name']}" for one in objects] == names


def test_every_name_is_one_that_show_and_why_take(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    for name in run("-C", root, "list", "--format", "names").out.split():
        assert run("-C", root, "show", name).exit_code == 0
        assert run("-C", root, "why", name).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ((), "api cart db"),
        (("c*",), "cart"),
        (("?b",), "db"),
        (("shop/*",), "api cart db"),
        (("office/*",), ""),
        (("*/shop/db",), "db"),
        (("-n", "shop"), "api cart db"),
        (("-n", "sho"), ""),
        (("--cluster", "pi"), "api cart db"),
        (("--cluster", "other"), ""),
        (("-l", "tier=web"), "api cart"),
        (("-l", "tier==web,stage!=test"), "cart"),
        (("-l", "tier!=web"), "db"),
        (("-l", "stage"), "api"),
        (("-l", "!stage"), "cart db"),
        (("-l", "vitistack.io/machine=db"), "db"),
        (("c*", "-l", "stage"), ""),
    ],
)
def test_machines_are_chosen_by_name_place_and_label(arguments: tuple[str, ...], names: str, tmp_path: Path) -> None:
    listed = run("-C", _shop(tmp_path), "list", *arguments, "--format", "names")
    assert listed.exit_code == 0
    assert " ".join(line.rpartition("/")[2] for line in listed.out.splitlines()) == names
    assert listed.err == ("" if names else "no machine matches\n")


@pytest.mark.parametrize("selector", ["a=b=c", "tier in (web)", "=web", ","])
def test_what_is_no_selector_is_a_mistake_in_usage(selector: str, tmp_path: Path) -> None:
    listed = run("-C", _shop(tmp_path), "list", "-l", selector)
    assert (listed.exit_code, listed.out) == (2, "")
    assert "is no label selector" in listed.err


def test_a_broken_machine_is_left_out_and_that_is_said(tmp_path: Path) -> None:
    root = _shop(tmp_path)
    (root / "catalog" / "broken.yaml").write_text("]", encoding="utf-8")
    listed = run("-C", root, "list", "--format", "names")
    assert (listed.exit_code, len(listed.out.splitlines())) == (0, 3)
    assert listed.err == "machines with errors are left out: see `vmgen check`\n"


def test_a_line_is_a_machine_however_long_it_is_where_nobody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    listed = _list(_shop(tmp_path))
    assert len(listed.out.splitlines()) == 4
    assert "\x1b" not in listed.out


@pytest.mark.parametrize("columns", [70, 90, 120])
def test_a_table_is_as_wide_as_the_terminal(
    columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("vmgen.cli.table.is_terminal", lambda: True)
    listed = _list(_shop(tmp_path))
    assert listed.out == snapshot
    assert max(map(len, listed.out.splitlines())) <= columns


def test_color_is_as_everywhere(tmp_path: Path) -> None:
    root = _shop(tmp_path)
    assert BOLD in run("-C", root, "--color", "list").out
    assert "\x1b" not in run("-C", root, "--no-color", "list").out


def _list(root: Path) -> Ran:
    return run("-C", root, "list")


def _shop(root: Path) -> Path:
    fleet(root, machines=0)
    labels = {"api": "tier: web, stage: test", "cart": "tier: web", "db": ""}
    machines = "".join(STORY % (name, label) for name, label in labels.items())
    pi = root / "catalog" / "pi.yaml"
    cluster, _, rest = pi.read_text(encoding="utf-8").partition("\n---\n")
    images = [one for one in rest.split("---\n") if "kind: Machine\n" not in one]
    network = "  network: {multus: true, bridges: [br0]}"
    pi.write_text("\n---\n".join([f"{cluster}\n{network}", *images]), encoding="utf-8")
    (root / "catalog" / "shop.yaml").write_text(machines + LAN, encoding="utf-8")
    return root


def test_the_name_of_a_set_stands_for_all_its_replicas(tmp_path: Path) -> None:
    root = repository("replicas", tmp_path)
    listed = run("-C", root, "list", "web", "--format", "names").out
    assert listed == "home/web/web-0\nhome/web/web-1\nhome/web/web-2\n"
