"""Do the objects keep the rules without which Flux deletes, changes or misreads them?

Beside some tests stands the number of the rule that they hold; tests/test_flux_rules.py has those on the chain itself.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML

from tests.trees import (
    KUSTOMIZATION,
    ClusterTree,
    JsonObject,
    Rendered,
    authored,
    cluster_trees,
    files_below,
    kustomizations,
    objects,
)

TREES = cluster_trees()
each_tree = pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)

KEEP = "kustomize.toolkit.fluxcd.io/prune"
CREATE_ONCE = "kustomize.toolkit.fluxcd.io/ssa"
VERBATIM = "kustomize.toolkit.fluxcd.io/substitute"
MACHINE = "vitistack.io/machine"

DISKS = {"PersistentVolumeClaim", "DataVolume"}
IRREPLACEABLE = {"Namespace", "KubeVirt", "CDI"}
WITH_PAYLOAD = {"VirtualMachine", "Secret", "ConfigMap", "KubeVirt", "CDI", "Kustomization"}
CLUSTER_WIDE = {"Namespace", "CDI"}
# What source-controller leaves out of an artifact, and so out of the cluster.
IGNORED_BY_FLUX = re.compile(
    r"(^|/)(\.git|\.github|\.circleci)/"
    r"|(^|/)(\.git(ignore|modules|attributes)|\.travis\.yml|\.gitlab-ci\.yml|appveyor\.yml|\.drone\.yml"
    r"|cloudbuild\.yaml|codeship-[^/]*\.yml|\.goreleaser\.yml|\.sops\.yaml|\.flux\.yaml)$"
    r"|\.(jpg|jpeg|gif|png|wmv|flv|tar\.gz|zip)$"
)
MOST_OBJECTS = 500
LARGEST_OBJECT = 2**20
LARGEST_CLOUD_INIT = 2048


@each_tree
def test_patches_hit_named_kinds_and_add_annotations_only(tree: ClusterTree) -> None:  # E01, E17
    for body in kustomizations(tree).values():
        for patch in body.get("patches", ()):
            added = yaml.load(patch["patch"], yaml.CSafeLoader)
            assert set(patch) == {"target", "patch"}
            assert patch["target"]["kind"]
            assert added["metadata"].pop("annotations") in ({KEEP: "disabled"}, {VERBATIM: "disabled"})
            assert added == {"apiVersion": "any", "kind": "any", "metadata": {"name": "any"}}


@each_tree
def test_no_object_is_written_twice(tree: ClusterTree) -> None:  # E08
    identities = Counter((one.group, one.kind, one.namespace, one.name) for one in objects(tree))
    assert [identity for identity, times in identities.items() if times > 1] == []


@each_tree
def test_objects_with_a_payload_are_not_substituted(tree: ClusterTree) -> None:  # E18
    with_payload = [one for one in objects(tree) if one.kind in WITH_PAYLOAD]
    assert [one.name for one in with_payload if one.annotations.get(VERBATIM) != "disabled"] == []


@each_tree
def test_what_flux_could_substitute_is_in_guarded_objects_only(tree: ClusterTree) -> None:  # E18, W19
    open_ = [one for one in objects(tree) if one.annotations.get(VERBATIM) != "disabled"]
    assert [one.name for one in open_ if any("${" in text or "$$" in text for text in _texts(one.body))] == []


@each_tree
def test_what_cannot_be_replaced_is_never_pruned(tree: ClusterTree) -> None:  # E20
    irreplaceable = [one for one in objects(tree) if one.kind in IRREPLACEABLE]
    assert [one.name for one in irreplaceable if one.annotations.get(KEEP) != "disabled"] == []


@each_tree
def test_disks_are_pruned_only_where_their_machine_says_so(tree: ClusterTree) -> None:  # E20
    machines = [one for one in authored(tree) if one["kind"] == "Machine"]
    deleting = {
        one["metadata"]["name"] for one in machines if one["spec"].get("protection", {}).get("storage") == "delete"
    }
    unprotected = {
        disk.get("claimName", f"{one['metadata']['name']}-{disk['name']}")
        for one in machines
        for disk in one["spec"].get("disks", ())
        if disk.get("protect") is False
    }
    pruned = [one for one in objects(tree) if one.kind in DISKS and KEEP not in one.annotations]
    assert [one.name for one in pruned if one.machine not in deleting and one.name not in unprotected] == []


@each_tree
def test_every_folder_has_something_to_apply(tree: ClusterTree) -> None:  # E23
    assert [folder for folder, body in kustomizations(tree).items() if not body["resources"]] == []


@each_tree
def test_data_volumes_are_created_once_and_live_without_their_machine(tree: ClusterTree) -> None:  # E24
    volumes = [one for one in objects(tree) if one.kind == "DataVolume"]
    assert [one.name for one in volumes if one.annotations.get(CREATE_ONCE) != "IfNotPresent"] == []
    assert [one.name for one in objects(tree) if "dataVolumeTemplates" in one.body.get("spec", {})] == []


@each_tree
def test_inline_cloud_init_is_small_enough(tree: ClusterTree) -> None:  # E25
    inline = [volume.get("cloudInitNoCloud", {}) for one in objects(tree) for volume in _volumes(one)]
    texts = [one[field] for one in inline for field in ("userData", "networkData") if field in one]
    assert [text for text in texts if len(text.encode()) > LARGEST_CLOUD_INIT] == []


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_user_data_that_says_so_is_a_cloud_config(tree: ClusterTree) -> None:
    for one in objects(tree):
        texts = [volume.get("cloudInitNoCloud", {}).get("userData", "") for volume in _volumes(one)]
        for text in texts:
            if text.startswith("#cloud-config"):
                assert isinstance(yaml.load(text, yaml.CSafeLoader), dict), one.name


@each_tree
def test_objects_are_small_enough_for_the_api_server(tree: ClusterTree) -> None:  # E26
    assert [path for path, text in files_below(tree.root).items() if len(text.encode()) > LARGEST_OBJECT] == []


@each_tree
def test_no_folder_has_more_objects_than_kustomize_builds_in_a_second(tree: ClusterTree) -> None:  # W27
    folders = Counter(one.folder for one in objects(tree))
    assert [folder for folder, count in folders.items() if count > MOST_OBJECTS] == []


@each_tree
def test_objects_carry_nothing_that_a_server_writes(tree: ClusterTree) -> None:  # E29
    server = {"creationTimestamp", "resourceVersion", "uid", "generation", "managedFields", "selfLink"}
    assert [one.name for one in objects(tree) if "status" in one.body or server & set(one.body["metadata"])] == []


@each_tree
def test_objects_name_their_namespace_themselves(tree: ClusterTree) -> None:  # E29
    assert [one.name for one in objects(tree) if bool(one.namespace) == (one.kind in CLUSTER_WIDE)] == []


@each_tree
def test_files_end_in_one_line_break_and_have_no_other_kind(tree: ClusterTree) -> None:  # E29
    ends = re.compile(r"[^\r\n][^\r]*[^\r\n]\n")
    assert [path for path, text in files_below(tree.root).items() if not ends.fullmatch(text)] == []


@each_tree
def test_files_are_plain_and_reach_the_cluster(tree: ClusterTree) -> None:  # E29
    files = files_below(tree.root)
    assert [path for path in tree.root.rglob("*") if path.is_symlink()] == []
    assert [path for path in files if IGNORED_BY_FLUX.search(f"{tree.folder}/{path}")] == []
    listing = [path for path in files if path.lower().rpartition("/")[2].startswith("kustomization")]
    assert [path for path in listing if path.rpartition("/")[2] != KUSTOMIZATION] == []


@each_tree
def test_every_file_says_who_wrote_it_and_from_what(tree: ClusterTree) -> None:  # E29
    headers = {f"# Written by vmgen from catalog/{path}. Do not edit." for path in ("", *files_below(tree.catalog))}
    assert [path for path, text in files_below(tree.root).items() if text.partition("\n")[0] not in headers] == []


@each_tree
def test_nothing_is_null_and_nothing_has_an_anchor_or_a_tag(tree: ClusterTree) -> None:  # E29
    for path, text in files_below(tree.root).items():
        assert None not in _leaves(list(yaml.load_all(text, yaml.CSafeLoader))), path
        tokens = list(yaml.scan(text, yaml.CSafeLoader))
        assert not [one for one in tokens if isinstance(one, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken)], path


@each_tree
def test_readers_of_yaml_1_1_and_1_2_understand_every_file_alike(tree: ClusterTree) -> None:  # E29
    for path, text in files_below(tree.root).items():
        of_1_1 = list(yaml.load_all(text, yaml.CSafeLoader))
        of_1_2 = list(YAML(typ="safe", pure=True).load_all(io.StringIO(text)))
        assert of_1_1 == of_1_2, path
        assert list(map(type, _leaves(of_1_1))) == list(map(type, _leaves(of_1_2))), path


@each_tree
def test_one_selector_finds_a_machine_with_its_disks(tree: ClusterTree) -> None:
    for machine in (one for one in objects(tree) if one.kind == "VirtualMachine"):
        disks = [one for one in objects(tree) if one.kind in DISKS and one.namespace == machine.namespace]
        used = {name for volume in _volumes(machine) for name in _claims(volume)}
        assert machine.machine == machine.name
        assert machine.body["spec"]["template"]["metadata"]["labels"][MACHINE] == machine.name
        own = {one.name for one in disks if one.machine == machine.name}
        assert own <= used
        assert {one.name for one in disks if one.name in used} - own <= _shared(machine)


def _volumes(one: Rendered) -> list[JsonObject]:
    volumes: list[JsonObject] = []
    if one.kind == "VirtualMachine":
        volumes = one.body["spec"]["template"]["spec"].get("volumes", [])
    return volumes


def _shared(machine: Rendered) -> set[str]:
    """The claims of disks that a machine shares: another one may have made them."""
    disks = machine.body["spec"]["template"]["spec"]["domain"]["devices"].get("disks", [])
    names = {disk["name"] for disk in disks if disk.get("shareable")}
    return {name for volume in _volumes(machine) if volume["name"] in names for name in _claims(volume)}


def _claims(volume: JsonObject) -> Iterator[str]:
    yield from (claim["claimName"] for claim in [volume.get("persistentVolumeClaim")] if claim)
    yield from (claim["name"] for claim in [volume.get("dataVolume")] if claim)


def _texts(value: Any) -> Iterator[str]:
    return (leaf for leaf in _leaves(value) if isinstance(leaf, str))


def _leaves(value: Any) -> Iterator[Any]:
    """Keys and scalars."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value
