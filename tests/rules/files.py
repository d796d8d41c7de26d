"""What keeps every reader of the files at one opinion: rules on the texts themselves."""

import io
import re
from collections.abc import Iterator

import yaml
from ruamel.yaml import YAML

from tests.rules.tree import Tree, leaves
from tests.trees import KUSTOMIZATION, files_below

LARGEST_OBJECT = 2**20
# What source-controller leaves out of an artifact, and so out of the cluster.
IGNORED_BY_FLUX = re.compile(
    r"(^|/)(\.git|\.github|\.circleci)/"
    r"|(^|/)(\.git(ignore|modules|attributes)|\.travis\.yml|\.gitlab-ci\.yml|appveyor\.yml|\.drone\.yml"
    r"|cloudbuild\.yaml|codeship-[^/]*\.yml|\.goreleaser\.yml|\.sops\.yaml|\.flux\.yaml)$"
    r"|\.(jpg|jpeg|gif|png|wmv|flv|tar\.gz|zip)$"
)


def objects_are_small_enough_for_the_api_server(tree: Tree) -> Iterator[str]:
    yield from (path for path, text in tree.files.items() if len(text.encode()) > LARGEST_OBJECT)


def files_end_in_one_line_break_and_have_no_other_kind(tree: Tree) -> Iterator[str]:
    ends = re.compile(r"[^\r\n][^\r]*[^\r\n]\n")
    yield from (path for path, text in tree.files.items() if not ends.fullmatch(text))


def files_are_plain_and_reach_the_cluster(tree: Tree) -> Iterator[str]:
    yield from (str(path) for path in tree.source.root.rglob("*") if path.is_symlink())
    yield from (path for path in tree.files if IGNORED_BY_FLUX.search(f"{tree.folder}/{path}"))
    listing = [path for path in tree.files if path.lower().rpartition("/")[2].startswith("kustomization")]
    yield from (path for path in listing if path.rpartition("/")[2] != KUSTOMIZATION)


def every_file_says_who_wrote_it_and_from_what(tree: Tree) -> Iterator[str]:
    sources = ("", *files_below(tree.source.catalog))
    headers = {f"# Written by vmgen from catalog/{path}. Do not edit." for path in sources}
    yield from (path for path, text in tree.files.items() if text.partition("\n")[0] not in headers)


def nothing_is_null_and_nothing_has_an_anchor_or_a_tag(tree: Tree) -> Iterator[str]:
    for path, text in tree.files.items():
        tokens = yaml.scan(text, yaml.CSafeLoader)
        has_tokens = any(isinstance(one, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken) for one in tokens)
        if has_tokens or None in leaves(list(yaml.load_all(text, yaml.CSafeLoader))):
            yield path


def readers_of_yaml_1_1_and_1_2_understand_every_file_alike(tree: Tree) -> Iterator[str]:
    for path, text in tree.files.items():
        of_1_1 = list(yaml.load_all(text, yaml.CSafeLoader))
        of_1_2 = list(YAML(typ="safe", pure=True).load_all(io.StringIO(text)))
        if of_1_1 != of_1_2 or list(map(type, leaves(of_1_1))) != list(map(type, leaves(of_1_2))):
            yield path
