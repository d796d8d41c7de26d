"""The texts of catalog files that vmgen writes for somebody to go on with. They are theirs from then on."""

import posixpath
from collections.abc import Mapping
from typing import Any

from vmgen.model.kinds import VITISTACK, VMGEN
from vmgen.model.spec.metadata import CLUSTER_LABEL
from vmgen.output.yaml_writer import scalar, write_yaml
from vmgen.records import record

SCHEMA = "schemas/catalog/catalog.json"
"""Where the schema for editors is, below the repository: one for files of any kinds."""

IMAGE = "debian-13"
IMAGE_SIZE = "3Gi"
IMAGE_URLS = {
    "amd64": "docker://quay.io/containerdisks/debian:13-2511",
    "arm64": "docker://quay.io/containerdisks/debian:13-2511-arm64",
}
ARCHITECTURES = tuple(IMAGE_URLS)
KEY = "admin"


@record
class Platform:
    """What a first cluster is: nodes that are alike, and releases."""

    name: str
    architecture: str
    nodes: int
    kubevirt: str
    cdi: str
    has_key: bool = False
    has_flux: bool = False
    """Whether `flux bootstrap` has put its files into the output folder already."""


@record
class NewMachine:
    """A machine in a few words; what is empty is not written."""

    name: str
    namespace: str = ""
    cluster: str = ""
    template: str = "small"
    image: str = ""
    keys: tuple[str, ...] = ()


def modeline(path: str, schema: str = SCHEMA) -> str:
    """The line by which editors with yaml-language-server find the schema of a file below the repository."""
    if "://" not in schema:
        schema = posixpath.relpath(schema, posixpath.dirname(path))
    return f"# yaml-language-server: $schema={schema}\n"


def machine_text(machine: NewMachine) -> str:
    """Metadata on one line: the whole machine is seen at once."""
    label = f"labels: {{{CLUSTER_LABEL}: {scalar(machine.cluster)}}}" if machine.cluster else ""
    namespace = f"namespace: {scalar(machine.namespace)}" if machine.namespace else ""
    metadata = ", ".join(part for part in (f"name: {scalar(machine.name)}", namespace, label) if part)
    spec = [f"  template: {scalar(machine.template)}", f"  image: {scalar(machine.image)}" if machine.image else ""]
    spec.append(f"  sshKeys: [{', '.join(map(scalar, machine.keys))}]" if machine.keys else "")
    lines = [f"apiVersion: vitistack.io/v1alpha1\nkind: Machine\nmetadata: {{{metadata}}}\nspec:", *filter(None, spec)]
    return "\n".join(lines) + "\n"


def cluster_text(platform: Platform) -> str:
    """With reasons where vmgen would warn: a first build is silent, and the owner sees what was decided."""
    flux = "  flux: {extraResources: [flux-system]}\n" if platform.has_flux else ""
    defaults = f"  defaults: {{sshKeys: [{KEY}]}}\n" if platform.has_key else ""
    return f"""\
apiVersion: vmgen.dev/v1alpha1
kind: Cluster
metadata: {{name: {scalar(platform.name)}}}
spec:
  # Nodes that are alike. With `cpu` and `memory` of one node, vmgen sees whether the machines fit.
  nodes:
  - {{name: node, architecture: {platform.architecture}, count: {platform.nodes}}}
  # Each release is fetched from its project. `releaseURL` names a mirror of your own instead.
  kubevirt:
    version: {platform.kubevirt}  # vmgen: ignore[remote-manifest] fetched from its project
  cdi:
    version: {platform.cdi}  # vmgen: ignore[remote-manifest] fetched from its project
{flux}{defaults}"""


def image_text(name: str, urls: Mapping[str, str], virtual_size: str) -> str:
    """`urls` maps architectures to files on web servers or images in registries."""
    variants = {
        architecture: {"http" if url.startswith("http") else "registry": {"url": url}}
        for architecture, url in urls.items()
    }
    size = {"virtualSize": virtual_size} if virtual_size else {}
    return _document(VMGEN, "Image", name, {**size, "variants": variants})


def network_text(name: str, bridge: str, vlan: int | None) -> str:
    spec = {"bridge": bridge} if vlan is None else {"bridge": bridge, "vlan": vlan}
    return _document(VITISTACK, "NetworkConfiguration", name, spec)


def template_text(name: str, cores: int, memory: str, disk: str) -> str:
    resources = {"cpu": {"cores": cores}, "memory": {"size": memory}}
    return _document(
        VMGEN, "MachineTemplate", name, {"resources": resources, "disks": [{"name": "root", "size": disk}]}
    )


def key_text(public_key: str) -> str:
    return _document(VMGEN, "SSHKey", KEY, {"keys": [public_key]})


def _document(api_version: str, kind: str, name: str, spec: Mapping[str, Any]) -> str:
    return write_yaml([{"apiVersion": api_version, "kind": kind, "metadata": {"name": name}, "spec": spec}])


GIT_ATTRIBUTES = """\
# Written by vmgen: the same bytes on every system, and folded away in a review.
clusters/** linguist-generated eol=lf
schemas/catalog/** linguist-generated eol=lf
"""

SOURCE_IGNORE = """\
# Flux applies clusters/, and need not download what that is made from.
/catalog/
/schemas/
"""

HOOKS = """\
# `pre-commit install` makes Git build before each commit, and stop where that changed anything.
repos:
- repo: local
  hooks:
  - id: vmgen-build
    name: vmgen build
    entry: vmgen build
    language: system
    pass_filenames: false
    files: ^(catalog|clusters)/
"""
