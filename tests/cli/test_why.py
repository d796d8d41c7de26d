"""Where `vmgen why` says that values come from."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.run import Ran, repository, run

FIELDS = ("resources.cpu.cores", "disks.root", "networks", "placement.architecture", "hostname")


@pytest.mark.parametrize("field", FIELDS)
def test_why(field: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    told = why(tmp_path, "web/web", field)
    assert told.exit_code == 0
    assert told.out == snapshot


def test_without_a_field_every_value_is_told(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    told = why(tmp_path, "database")
    assert told.exit_code == 0
    assert told.out == snapshot


def test_a_field_that_nobody_wrote_is_explained(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    told = why(tmp_path, "desktop", "bootOrder")
    assert told.exit_code == 0
    assert told.out == snapshot


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nobody",), "no machine `nobody` in the catalog"),
        (("office/web",), "no machine `office/web` in the catalog"),
        (("web", "color"), "a Machine has no field `color`"),
        (("web", "disk"), "a Machine has no field `disk`; did you mean `disks`?"),
        (("web", "disks.nope"), "no `disks.nope`; known: `disks.root`"),
        (("web", "disks.0.size"), "no `disks.0.size`; known: `disks.root`"),
        ((), "Missing argument 'MACHINE'"),
    ],
)
def test_what_is_not_there_is_a_mistake_in_usage(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    told = why(tmp_path, *arguments)
    assert (told.exit_code, told.out) == (2, "")
    assert message in told.err


def test_a_name_that_two_machines_have_needs_its_namespace(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    web = (root / "catalog" / "web.yaml").read_text(encoding="utf-8")
    (root / "catalog" / "other.yaml").write_text(web.replace("namespace: web", "namespace: shop"), encoding="utf-8")

    assert "home/shop/web, home/web/web" in run("-C", root, "why", "web").err
    assert run("-C", root, "why", "shop/web").exit_code == 0


def test_a_name_that_two_clusters_have_can_be_told_apart(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    assert "home/web/web, office/web/web" in run("-C", root, "why", "web").err
    assert run("-C", root, "why", "home/web/web", "template").out.startswith('template  "small"')
    assert run("-C", root, "why", "office/web/web", "template").out.startswith('template  "large"')


def test_a_field_may_begin_with_spec(tmp_path: Path) -> None:
    told = why(tmp_path, "web/web", "disks.root")
    assert run("-C", tmp_path, "why", "web/web", "spec.disks.root") == told


def test_each_replica_is_a_machine(tmp_path: Path) -> None:
    root = repository("replicas", tmp_path)
    assert run("-C", root, "why", "web-1", "hostname").out.startswith('hostname  "www-1"  catalog/machines.yaml:9:13')
    assert '"52:54:00:00:00:ff"' in run("-C", root, "why", "web-1", "networks.front.macAddress").out
    assert "home/web/web-0, home/web/web-1, home/web/web-2" in run("-C", root, "why", "web").err


def test_faults_elsewhere_do_not_matter(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "broken.yaml").write_text("]", encoding="utf-8")
    assert '"small"' in run("-C", root, "why", "web", "template").out


def why(root: Path, *arguments: str) -> Ran:
    return run("-C", repository("every-field", root), "why", *arguments)
