"""What `vmgen new` adds to a catalog, and what it refuses."""

from pathlib import Path

import pytest

from tests.cli.run import repository, run
from tests.trees import files_below

LINE = "# yaml-language-server: $schema="


def test_a_machine(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    options = ("--namespace", "data", "--template", "large", "--file", "catalog/deep/er/db.yaml")
    written = run("-C", root, "new", "machine", "db", *options)

    assert (written.exit_code, written.err) == (0, "")
    assert written.out == "wrote catalog/deep/er/db.yaml\nwrote schemas/catalog/catalog.json\n"
    assert (root / "catalog" / "deep" / "er" / "db.yaml").read_text(encoding="utf-8").splitlines() == [
        f"{LINE}../../../schemas/catalog/catalog.json",
        "apiVersion: vitistack.io/v1alpha1",
        "kind: Machine",
        "metadata: {name: db, namespace: data}",
        "spec:",
        "  template: large",
        "  image: debian-13",
    ]
    assert run("-C", root, "build").exit_code == 0


def test_it_goes_where_machines_are(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    assert run("-C", root, "new", "machine", "db", "--cluster", "home").out.startswith(
        "wrote catalog/machines/db.yaml\n"
    )
    assert "home/default/db" in run("-C", root, "list", "--format", "names").out


def test_several_clusters_need_a_name(tmp_path: Path) -> None:
    root = repository("two-clusters", tmp_path)
    refused = run("-C", root, "new", "machine", "db")
    assert refused.exit_code == 2
    assert "the catalog has several Clusters: name one of `home`, `office` with --cluster" in refused.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("db", "--template", "lrge"), "did you mean `large`?"),
        (("db", "--image", "debian"), "no Image `debian`"),
        (("db", "--cluster", "hom"), "no Cluster `hom`"),
        (("db", "--ssh-key", "nobody"), "no SSHKey `nobody`"),
        (("Data Base",), "`Data Base` is not a DNS name"),
        (("web", "-n", "web", "--file", "catalog/web-2.yaml"), "a second Machine `web`"),
    ],
)
def test_nothing_is_written_that_would_not_build(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    before = files_below(root)
    refused = run("-C", root, "new", "machine", *arguments)

    assert (refused.exit_code, refused.out) == (1, "")
    assert message in refused.err
    assert "not written: catalog/" in refused.err
    assert files_below(root) == before


def test_faults_that_were_there_do_not_matter(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    (root / "catalog" / "broken.yaml").write_text("]", encoding="utf-8")
    assert run("-C", root, "new", "machine", "db").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("web",), "`catalog/web.yaml` is there already"),
        (("db", "--file", "catalog/web.yaml"), "`catalog/web.yaml` is there already"),
        (("db", "--file", "clusters/db.yaml"), "is no YAML file below `catalog/`"),
        (("db", "--file", "catalog/../db.yaml"), "is no YAML file below `catalog/`"),
        (("db", "--file", "catalog/db.txt"), "is no YAML file below `catalog/`"),
    ],
)
def test_existing_files_stay_as_they_are(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    before = files_below(root)
    refused = run("-C", root, "new", "machine", *arguments)
    assert (refused.exit_code, refused.out) == (2, "")
    assert message in refused.err
    assert files_below(root) == before


@pytest.mark.parametrize("name", ["y", "on", "123", "1e3"])
def test_names_that_look_like_something_else_stay_names(name: str, tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    assert run("-C", root, "new", "machine", name).exit_code == 0
    assert run("-C", root, "show", name).exit_code == 0


def test_an_image_a_network_and_a_template(tmp_path: Path) -> None:
    root = repository("one-machine", tmp_path)
    url = "docker://quay.io/containerdisks/fedora:42"
    assert run("-C", root, "new", "image", "fedora", "--url", url, "--virtual-size", "5Gi").exit_code == 0
    assert run("-C", root, "new", "network", "iot", "--bridge", "br0", "--vlan", "30").exit_code == 0
    options = ("--cores", "8", "--memory", "32Gi", "--disk", "100Gi")
    assert run("-C", root, "new", "template", "database", *options).exit_code == 0
    assert run("-C", root, "new", "machine", "db", "--image", "fedora", "--template", "database").exit_code == 0
    assert "8 vCPU, 32Gi of memory" in run("-C", root, "show", "db").out
    assert run("-C", root, "check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("image", "fedora", "--url", "quay.io/fedora:42"), "`quay.io/fedora:42` is not a registry source"),
        (("network", "iot", "--bridge", "br0", "--vlan", "5000"), "`5000` is more than 4094"),
        (("template", "small", "--cores", "1", "--memory", "1Gi"), "`small` is the name of a built-in template"),
    ],
)
def test_what_is_wrong_with_them_is_told(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    refused = run("-C", repository("one-machine", tmp_path), "new", *arguments)
    assert refused.exit_code == 1
    assert message in refused.err
